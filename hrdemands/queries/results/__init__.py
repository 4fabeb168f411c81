"""What queries return: frozen records of plain values, by what they are about.

Lists are tuples, dates are ISO strings, what is not known is None. Field names are
the keys of the JSON output and part of its documented form; ``_asdict()`` gives them.
They are named tuples because a look-up makes all of these classes anew: a dataclass
costs it 0.3 to 1.1 ms, a named tuple 0.05 to 0.14.
"""
