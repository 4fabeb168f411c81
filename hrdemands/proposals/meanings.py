"""Sentence embeddings, if a user names a model: off by default, never downloaded.

A model is a folder with ``model.onnx`` and ``tokenizer.json`` (onnxruntime and
tokenizers read it), or an installed package whose ``load_model()`` gives something
that can ``encode``. Vectors are centred on the mean of a sample, without which all
recommendations look alike, and weigh as much as words do.
"""

from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

import numpy as np

from hrdemands.errors import UsageError

Array = Any
Encode = Callable[[Sequence[str]], Array]

LONGEST = 128
"""Tokens of a text that are read."""

BATCH = 64


class Meanings:
    """Gives texts vectors of length 1; their products say how near meanings are."""

    def __init__(self, encode: Encode, sample: Sequence[str]) -> None:
        self._encode = encode
        self._mean = np.zeros(1, np.float32)
        self._mean = self.of(sample, centred=False).mean(axis=0)

    def of(self, texts: Sequence[str], *, centred: bool = True) -> Array:
        """The vectors of *texts*."""
        order = sorted(range(len(texts)), key=lambda at: len(texts[at]))
        parts = [
            self._encode([texts[at] for at in order[start : start + BATCH]])
            for start in range(0, len(order), BATCH)
        ]
        found = np.concatenate(parts).astype(np.float32)
        found[order] = found.copy()
        if centred:
            found -= self._mean
        return found / np.maximum(np.linalg.norm(found, axis=1, keepdims=True), 1e-9)


def find_encoder(named: str) -> Encode:
    """The encoder of the model *named*: a folder, or an installed package.

    Raises UsageError for what is neither, or lacks what reads it.
    """
    try:
        folder = Path(named)
        return _from_folder(folder) if folder.is_dir() else _from_package(named)
    except (ImportError, AttributeError, ValueError, OSError) as error:
        raise UsageError(
            f"'{named}' is no model: {error}",
            "name a folder with model.onnx and tokenizer.json, or an installed package",
        ) from None


def _from_package(named: str) -> Encode:
    model = import_module(named.replace("-", "_")).load_model()

    def encode(texts: Sequence[str]) -> Array:
        return np.asarray(model.encode(list(texts)))

    return encode


def _from_folder(folder: Path) -> Encode:
    import onnxruntime  # noqa: PLC0415 - installed by whoever has a model
    from tokenizers import Tokenizer  # noqa: PLC0415

    tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
    tokenizer.enable_truncation(LONGEST)
    tokenizer.enable_padding()
    session = onnxruntime.InferenceSession(str(folder / "model.onnx"))
    wanted = {each.name for each in session.get_inputs()}

    def encode(texts: Sequence[str]) -> Array:
        told = tokenizer.encode_batch(list(texts))
        mask = np.array([each.attention_mask for each in told], np.int64)
        given = {
            "input_ids": np.array([each.ids for each in told], np.int64),
            "attention_mask": mask,
            "token_type_ids": np.zeros_like(mask),
        }
        hidden = session.run(None, {k: v for k, v in given.items() if k in wanted})[0]
        weights = mask[..., None].astype(np.float32)
        return (hidden * weights).sum(axis=1) / weights.sum(axis=1)

    return encode
