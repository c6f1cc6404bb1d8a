package org.tosc.models.transformer;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.tosc.models.transformer.Architecture.Activation;
import org.tosc.models.transformer.Architecture.Normalization.Kind;

/// What the name of an architecture says that metadata do not: one row for each family that GGUF
/// files name in `general.architecture`.
///
/// Sources: the models' papers, and for how files keep their weights `convert_hf_to_gguf.py` and
/// `llama-arch.cpp` of llama.cpp.
enum Families {
  //       norm        positions            activation             gated
  LLAMA("llama", Kind.RMS, Positions.NEIGHBOURS, Activation.SILU, true),
  QWEN2("qwen2", Kind.RMS, Positions.HALVES, Activation.SILU, true),
  QWEN3("qwen3", Kind.RMS, Positions.HALVES, Activation.SILU, true),
  GEMMA("gemma", Kind.RMS, Positions.HALVES, Activation.GELU, true),
  GEMMA2("gemma2", Kind.RMS, Positions.HALVES, Activation.GELU, true),
  PHI3("phi3", Kind.RMS, Positions.HALVES, Activation.SILU, true),
  GPT2("gpt2", Kind.LAYER, Positions.ROWS, Activation.GELU, false),
  BERT("bert", Kind.LAYER, Positions.ROWS, Activation.GELU_EXACT, false);

  /// How a model knows where tokens are.
  enum Positions {
    /// Features 2j and 2j + 1 are turned.
    NEIGHBOURS,
    /// Features j and j + n/2 are turned.
    HALVES,
    /// A row for each position is added.
    ROWS
  }

  private final String text;
  private final Kind norm;
  private final Positions positions;
  private final Activation activation;
  private final boolean isGated;

  Families(String text, Kind norm, Positions positions, Activation activation, boolean isGated) {
    this.text = text;
    this.norm = norm;
    this.positions = positions;
    this.activation = activation;
    this.isGated = isGated;
  }

  static @Nullable Families find(String text) {
    return Arrays.stream(values()).filter(f -> f.text.equals(text)).findFirst().orElse(null);
  }

  /// All names, for messages.
  static String names() {
    return Arrays.stream(values()).map(f -> f.text).collect(Collectors.joining(", "));
  }

  String text() {
    return text;
  }

  Kind norm() {
    return norm;
  }

  Positions positions() {
    return positions;
  }

  Activation activation() {
    return activation;
  }

  boolean isGated() {
    return isGated;
  }

  /// Whether rows of tokens are multiplied by the square root of their width.
  boolean scalesEmbeddings() {
    return List.of(GEMMA, GEMMA2).contains(this);
  }

  /// Whether heads of queries and keys are normalised.
  boolean normsHeads() {
    return this == QWEN3;
  }

  /// Whether what is added to rows is normalised too.
  boolean normsBothSides() {
    return this == GEMMA2;
  }

  /// Which layers have a window, where there is one: Gemma 2 has it in every other one.
  int windowEvery() {
    return this == GEMMA2 ? 2 : 1;
  }

  /// The window where a file tells none: Gemma 2's.
  int window() {
    return this == GEMMA2 ? 4096 : 0;
  }

  /// What scores are kept below where a file tells nothing: Gemma 2's.
  double attentionCap() {
    return this == GEMMA2 ? 50 : 0;
  }

  /// The same for logits.
  double logitCap() {
    return this == GEMMA2 ? 30 : 0;
  }

  /// Whether layers normalise sums, and tokens see what comes after them.
  boolean isEncoder() {
    return this == BERT;
  }
}
