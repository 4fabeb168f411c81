# For those whose fingers type make; ./run holds the commands and says what they do.
.PHONY: help demo test check lowest docs bench evaluate selfjoin torture clean

help:
	@./run

demo test check lowest docs bench evaluate selfjoin torture clean:
	@./run $@
