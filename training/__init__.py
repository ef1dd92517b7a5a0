"""Builds the encoder: corpora → windows → joint training → int8 ONNX. Not in the wheel; needs the `train` group."""
