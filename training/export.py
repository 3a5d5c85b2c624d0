"""Writes a trained student as the plain arrays that briefs/reading/tagger.py reads."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import torch

from briefs.reading.decoding import FEATURES
from briefs.reading.network import HEADS, PAIR, WIDTH
from training.student import Attention, Student

if TYPE_CHECKING:
    from pathlib import Path


def _small(table: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """Return rows of int8 and the scale of each."""
    scales = (np.abs(table).max(1) / 127 + 1e-8).astype(np.float16)
    return np.clip(np.round(table / scales.astype(np.float32)[:, None]), -127, 127).astype(np.int8), scales


@torch.inference_mode()
def arrays(model: Student, vocabulary: list[str], lexicon: dict[str, float]) -> dict[str, np.ndarray]:
    """Return the model file's arrays, the confidence still flat and every threshold a half."""

    def plain(tensor: torch.Tensor) -> np.ndarray:
        return tensor.detach().float().numpy()

    pieces = plain(model.pieces.weight) @ plain(model.inlet.weight).T
    endings = plain(model.endings.weight) @ plain(model.ending_inlet.weight).T
    floats: dict[str, np.ndarray] = {
        "shapes": plain(model.shapes.weight),
        "cues": plain(model.cues.weight),
        "places": plain(model.places.weight) + plain(model.inlet.bias),
        "gain": plain(model.norm.gain),
        "out": plain(model.out.weight).T,
        "out_bias": plain(model.out.bias),
        "member": plain(model.member.weight).T,
        "member_bias": plain(model.member.bias),
        "anchor": plain(model.anchor.weight).T / PAIR**0.5,
        "anchor_bias": plain(model.anchor.bias) / PAIR**0.5,
        "pair": plain(model.member_bias.weight).T,
        "pair_bias": plain(model.member_bias.bias),
        "near": plain(model.near),
        "apart": plain(model.apart),
    }
    for number, block in enumerate(model.blocks):
        at = f"blocks.{number}."
        floats[at + "gain"] = plain(block.norm.gain)
        if isinstance(block, Attention):
            split, bias = plain(block.split.weight).T.copy(), plain(block.split.bias).copy()
            split[:, :WIDTH] *= (WIDTH // HEADS) ** -0.5
            bias[:WIDTH] *= (WIDTH // HEADS) ** -0.5
            floats[at + "split"], floats[at + "split_bias"] = split, bias
            floats[at + "merge"] = plain(block.merge.weight).T
            floats[at + "merge_bias"] = plain(block.merge.bias)
            floats[at + "bias"] = plain(block.bias)
        else:
            floats[at + "mix"] = plain(block.mix.weight).T
            floats[at + "mix_bias"] = plain(block.mix.bias)
    stored = {name: value.astype(np.float16) for name, value in floats.items()}
    stored["pieces.rows"], stored["pieces.scales"] = _small(pieces)
    stored["endings.rows"], stored["endings.scales"] = _small(endings)
    stored["vocabulary"] = np.frombuffer("\n".join(vocabulary).encode("utf8"), dtype=np.uint8)
    stored["cue_words"] = np.frombuffer("\n".join(lexicon).encode("utf8"), dtype=np.uint8)
    stored["cue_shares"] = np.array(list(lexicon.values()), dtype=np.float32)
    stored["confidence"] = np.zeros(FEATURES + 1, dtype=np.float32)
    stored["thresholds"] = np.full(2, 0.5, dtype=np.float32)
    return stored


def save(stored: dict[str, np.ndarray], path: Path) -> None:
    """Write the model file, compressed, without pickles."""
    with path.open("wb") as file:
        np.savez_compressed(file, **stored)
