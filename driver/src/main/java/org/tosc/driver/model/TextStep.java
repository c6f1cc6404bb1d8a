package org.tosc.driver.model;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;
import org.tosc.models.transformer.Piece;
import org.tosc.passes.autodiff.Autodiff;
import org.tosc.rt.tensor.Tensor;

/// A piece of a model and the way back through it.
///
/// ```text
/// run:  inputs, weights          ─► result
/// back: inputs, weights, adjoint ─► result, adjoints of what is asked for
/// ```
///
/// @param names of the weights, as the whole model has them
/// @param inputs how many parameters come before the weights
/// @param asked which parameters have adjoints: the first input, if it is one of floats, and the
///   weights that are trained
record TextStep(Codes codes, Piece piece, List<String> names, int inputs, List<Integer> asked) {

  /// Compiled functions, which pieces of the same key share.
  record Codes(
      Function<org.tosc.tir.ir.Function, TensorCode> compiler, Map<String, TensorCode> made) {
    Codes(Function<org.tosc.tir.ir.Function, TensorCode> compiler) {
      this(compiler, new HashMap<>());
    }
  }

  /// @param prefix of the weights' names in the whole model
  /// @param trained names of the weights that are trained
  /// @param passesOn whether the first input has an adjoint
  static TextStep of(
      Codes codes, Piece piece, String prefix, Set<String> trained, boolean passesOn) {
    List<String> names = piece.weights().stream().map(prefix::concat).toList();
    int inputs = piece.function().params().size() - names.size();
    List<Integer> asked = new ArrayList<>();
    if (passesOn) {
      asked.add(0);
    }
    IntStream.range(0, names.size())
        .filter(i -> trained.contains(names.get(i)))
        .forEach(i -> asked.add(inputs + i));
    return new TextStep(codes, piece, names, inputs, List.copyOf(asked));
  }

  /// The result, which is good until the next but one call of a step with the same code.
  Tensor run(Function<String, Tensor> weights, List<Tensor> own) {
    TensorCode code =
        codes.made().computeIfAbsent(piece.key(), _ -> codes.compiler().apply(piece.function()));
    return code.call(arguments(weights, own)).getFirst();
  }

  /// Whether there is a way back.
  boolean isAsked() {
    return !asked.isEmpty();
  }

  /// The result and then the adjoints, good for as long.
  ///
  /// @param adjoint of the result
  List<Tensor> back(Function<String, Tensor> weights, List<Tensor> own, Tensor adjoint) {
    String key = piece.key() + " back " + asked;
    TensorCode code = codes.made().computeIfAbsent(key, _ -> codes.compiler().apply(pullback()));
    List<Tensor> arguments = new ArrayList<>(arguments(weights, own));
    arguments.add(adjoint);
    return code.call(arguments);
  }

  /// The names of the trained weights, in the order of their adjoints.
  List<String> trained() {
    return asked.stream().filter(i -> i >= inputs).map(i -> names.get(i - inputs)).toList();
  }

  private List<Tensor> arguments(Function<String, Tensor> weights, List<Tensor> own) {
    List<Tensor> arguments = new ArrayList<>(own);
    names.forEach(name -> arguments.add(weights.apply(name)));
    return arguments;
  }

  private org.tosc.tir.ir.Function pullback() {
    return switch (Autodiff.pullback(piece.function(), asked, "back")) {
      case Autodiff.Outcome.Made(org.tosc.tir.ir.Function made) -> made;
      case Autodiff.Outcome.Refused(String why) -> throw new IllegalStateException(why);
    };
  }
}
