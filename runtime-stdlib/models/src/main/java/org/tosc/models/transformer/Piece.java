package org.tosc.models.transformer;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.tosc.models.blocks.Grouping;
import org.tosc.models.graph.Graph;
import org.tosc.tir.ir.Function;
import org.tosc.tir.ir.Value;

/// A function of a model and the weights that it takes behind its other operands.
///
/// @param key the same for pieces whose functions are the same
/// @param weights their names within a layer, in the order of the parameters
public record Piece(String key, Function function, List<String> weights) {
  public Piece {
    weights = List.copyOf(weights);
  }

  /// A piece under construction, which takes weights as it comes to them.
  static final class Builder {
    private final Parameters weights;
    private final List<String> taken = new ArrayList<>();
    private final StringBuilder key;
    final Graph g;

    /// @param weights those of a layer by their names
    Builder(String name, Parameters weights) {
      this.weights = weights;
      this.key = new StringBuilder(name);
      this.g = new Graph(name);
    }

    /// Whether there is such a weight.
    boolean has(String weight) {
      return weights.has(weight);
    }

    /// How a weight is held in parts; null where it is one operand.
    @Nullable Grouping grouping(String weight) {
      return weights.grouping(weight);
    }

    /// A weight as an operand.
    Value weight(String weight) {
      Parameter parameter = weights.need(weight);
      taken.add(weight);
      key.append(", ").append(weight).append(' ').append(parameter.kind());
      return g.input(parameter.element(), parameter.shape());
    }

    Piece finish(Value... results) {
      return new Piece(key.toString(), g.finish(results), taken);
    }
  }
}
