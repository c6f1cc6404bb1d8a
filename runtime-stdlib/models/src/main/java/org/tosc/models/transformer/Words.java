package org.tosc.models.transformer;

import org.jspecify.annotations.Nullable;
import org.tosc.models.blocks.Grouping;
import org.tosc.models.graph.Graph;
import org.tosc.tir.ir.Scalar;
import org.tosc.tir.ir.TensorOp;
import org.tosc.tir.ir.TensorType;
import org.tosc.tir.ir.Value;

/// What the pieces of layers are written in: products, norms and activations of an architecture,
/// with the biases that there are.
record Words(Architecture architecture, Piece.Builder piece) {
  private Graph g() {
    return piece.g;
  }

  /// Rows times a weight's transpose, its bias, and what its adapter adds.
  Value linear(Value rows, String weight) {
    return adapted(biased(product(rows, weight), weight), rows, weight);
  }

  /// With `rows @ Aᵀ @ Bᵀ` of a weight's adapter, where there is one (Hu et al., "LoRA", 2021, with
  /// α = r). The names are those of llama.cpp's files of adapters.
  private Value adapted(Value product, Value rows, String weight) {
    String a = weight + ".weight" + Adapters.A;
    if (!piece.has(a)) {
      return product;
    }
    Value narrow = g().linear(rows, piece.weight(a));
    return g().add(product, g().linear(narrow, piece.weight(weight + ".weight" + Adapters.B)));
  }

  private Value product(Value rows, String weight) {
    String name = weight + ".weight";
    @Nullable Grouping grouping = piece.grouping(name);
    if (grouping != null) {
      return new GroupedProduct(piece, grouping).of(rows, name);
    }
    Value w = piece.weight(name);
    boolean isBlock = ((TensorType) w.type()).element().kind() == Scalar.Kind.BLOCK;
    return g().linear(isBlock ? g().packed(rows) : rows, w);
  }

  private Value biased(Value product, String weight) {
    String bias = weight + ".bias";
    return piece.has(bias) ? g().add(product, piece.weight(bias)) : product;
  }

  /// Rows normalised with a weight of that name.
  Value norm(Value rows, String weight) {
    Value gamma = piece.weight(weight + ".weight");
    double eps = architecture.norm().eps();
    return switch (architecture.norm().kind()) {
      case RMS -> g().rmsnorm(rows, gamma, eps);
      case LAYER -> g().layernorm(rows, gamma, piece.weight(weight + ".bias"), eps);
    };
  }

  /// The same where there is such a weight.
  Value normIfAny(Value rows, String weight) {
    return piece.has(weight + ".weight") ? norm(rows, weight) : rows;
  }

  Value activation(Value x) {
    return switch (architecture.activation()) {
      case SILU -> g().unary(TensorOp.SILU, x);
      case GELU -> g().gelu(x, false);
      case GELU_EXACT -> g().gelu(x, true);
      case RELU -> g().unary(TensorOp.RELU, x);
    };
  }
}
