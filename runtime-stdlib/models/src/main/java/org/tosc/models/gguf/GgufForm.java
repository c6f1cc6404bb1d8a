package org.tosc.models.gguf;

import org.tosc.models.weights.Weights;

/// A model as a `.gguf` file has it, whatever it came out of.
///
/// @param metadata with its architecture and its tokenizer
/// @param weights by the names and in the layout of such files; they stay open for it
public record GgufForm(Metadata metadata, Weights weights) {}
