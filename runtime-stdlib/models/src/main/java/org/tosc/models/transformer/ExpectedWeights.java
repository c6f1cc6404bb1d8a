package org.tosc.models.transformer;

import java.util.Arrays;
import java.util.Collection;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.tosc.rt.tensor.file.TensorFileFault;

/// Checks that a file has the weights that an architecture computes with, each of the shape that it
/// needs, and none in its layers that nothing is computed with: a model whose layers have more than
/// is known here would give wrong numbers without them.
///
/// Nothing is computed before, so wrong shapes are told by the weight's name and not by a kernel.
public final class ExpectedWeights {
  /// The shapes of a file's weights, by the names that GGUF files give them.
  @FunctionalInterface
  public interface Shapes {
    /// The shape of a weight; empty where there is none.
    long[] find(String name);

    /// What a message says for a weight: its name in the files that the user has.
    default String called(String name) {
      return quoted(name);
    }

    /// A weight by a name.
    static String quoted(String name) {
      return "weight `" + TensorFileFault.escaped(name) + "`";
    }
  }

  private static final long[] NONE = {};

  private final Architecture a;
  private final Shapes shapes;
  private final Function<String, TensorFileFault> fault;
  private final Set<String> known = new HashSet<>();
  private final long queries;
  private final long keys;

  private ExpectedWeights(
      Architecture architecture, Shapes shapes, Function<String, TensorFileFault> fault) {
    this.a = architecture;
    this.shapes = shapes;
    this.fault = fault;
    this.queries = (long) a.heads() * a.headSize();
    this.keys = (long) a.kvHeads() * a.headSize();
  }

  /// Fails at the first weight that is missing, of another shape, or not known.
  ///
  /// @param names of all weights of the file
  /// @param fault makes a fault of the file of a reason
  public static void check(
      Architecture architecture,
      Shapes shapes,
      Collection<String> names,
      Function<String, TensorFileFault> fault) {
    new ExpectedWeights(architecture, shapes, fault).check(names);
  }

  private void check(Collection<String> names) {
    Families family = Objects.requireNonNull(Families.find(a.family()));
    need("token_embd.weight", a.vocabulary(), a.width());
    if (a.rotary() == null) {
      need("position_embd.weight", a.context(), a.width());
    }
    if (a.normsAfter()) {
      norm("token_embd_norm", a.width());
    } else {
      norm("output_norm", a.width());
      optional("output.weight", a.vocabulary(), a.width());
    }
    for (int layer = 0; layer < a.layers(); layer++) {
      layer("blk." + layer + ".", family);
    }
    for (String name : names) {
      if (name.startsWith("blk.") && !known.contains(name)) {
        throw fault.apply(
            shapes.called(name)
                + " is not known: `"
                + a.family()
                + "` with "
                + a.layers()
                + " layers has no such weight");
      }
    }
  }

  private void layer(String blk, Families family) {
    attention(blk);
    if (a.normsAfter()) {
      norm(blk + "attn_output_norm", a.width());
      norm(blk + "layer_output_norm", a.width());
    } else {
      norm(blk + "attn_norm", a.width());
      norm(blk + "ffn_norm", a.width());
    }
    if (family.normsHeads()) {
      norm(blk + "attn_q_norm", a.headSize());
      norm(blk + "attn_k_norm", a.headSize());
    }
    if (family.normsBothSides()) {
      norm(blk + "post_attention_norm", a.width());
      norm(blk + "post_ffw_norm", a.width());
    }
    boolean isGateApart = a.isGated() && has(blk + "ffn_gate.weight");
    if (isGateApart) {
      linear(blk + "ffn_gate", a.feedForward(), a.width());
    }
    long ups = a.isGated() && !isGateApart ? 2 : 1;
    linear(blk + "ffn_up", ups * a.feedForward(), a.width());
    linear(blk + "ffn_down", a.width(), a.feedForward());
  }

  private void attention(String blk) {
    if (has(blk + "attn_qkv.weight")) {
      linear(blk + "attn_qkv", queries + 2 * keys, a.width());
    } else {
      linear(blk + "attn_q", queries, a.width());
      linear(blk + "attn_k", keys, a.width());
      linear(blk + "attn_v", keys, a.width());
    }
    linear(blk + "attn_output", a.width(), queries);
  }

  private void linear(String name, long out, long in) {
    need(name + ".weight", out, in);
    optional(name + ".bias", out);
  }

  private void norm(String name, long width) {
    need(name + ".weight", width);
    switch (a.norm().kind()) {
      case RMS -> {}
      case LAYER -> need(name + ".bias", width);
    }
  }

  private boolean has(String name) {
    return shapes.find(name).length > 0;
  }

  private void optional(String name, long... shape) {
    if (has(name)) {
      need(name, shape);
    }
  }

  private void need(String name, long... shape) {
    known.add(name);
    long[] found = shapes.find(name);
    if (Arrays.equals(found, NONE)) {
      throw fault.apply(shapes.called(name) + " of shape " + text(shape) + " is missing");
    }
    if (!Arrays.equals(found, shape)) {
      throw fault.apply(
          shapes.called(name) + " has shape " + text(found) + ", expected " + text(shape));
    }
  }

  private static String text(long[] shape) {
    return Arrays.stream(shape)
        .mapToObj(Long::toString)
        .collect(Collectors.joining(", ", "[", "]"));
  }
}
