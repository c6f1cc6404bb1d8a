package org.tosc.passes.autodiff;

import java.util.List;
import org.tosc.passes.Work;
import org.tosc.passes.specialise.Refusal;
import org.tosc.tir.ir.Function;
import org.tosc.tir.ir.Module;
import org.tosc.tir.source.Span;

/// Makes the reverse-mode derivative of a function over tensors, itself a function over tensors.
///
/// The function is a straight line of `tensor` operations (groups are taken apart) and scalar
/// arithmetic, its extents are numbers. What it computes comes first and is used again: the
/// derivative computes nothing that it finds there. The rules are those of the rows
/// ([org.tosc.tir.ir.Gradient]), the same that the tape of `grad` applies when a program runs, in
/// the same order, so that both give the same bits.
///
/// ```text
/// func @f(%0: tensor<[2] x f64>) -> (tensor<[] x f64>) {
///   %1 = tensor.exp(%0)
///   %2 = tensor.reduce_sum(%1)
///   core.return(%2)
/// }
/// ```
///
/// has the gradient by its parameter 0
///
/// ```text
/// func @df(%0: tensor<[2] x f64>) -> (tensor<[] x f64>, tensor<[2] x f64>) {
///   %1 = tensor.exp(%0)
///   %2 = tensor.reduce_sum(%1)
///   %3 = tensor.full {dtype = type f64, shape = [], value = 1}
///   %4 = tensor.reshape(%3) {shape = [1]}
///   %5 = tensor.broadcast(%4) {shape = [2]}
///   %6 = tensor.mul(%5, %1)
///   core.return(%2, %6)
/// }
/// ```
public final class Autodiff {
  /// What came of it.
  public sealed interface Outcome {
    /// The derivative.
    record Made(Function function) implements Outcome {}

    /// There is none, and why, in words.
    record Refused(String why) implements Outcome {}
  }

  /// What a derivative gives.
  enum Results {
    /// What the function gives, then the derivatives.
    ALL,
    /// The derivatives alone.
    DERIVATIVES
  }

  private Autodiff() {}

  /// The derivatives of a function whose only result is one float.
  ///
  /// @param by positions of parameters, tensors of floats
  /// @param symbol the new function's; it takes what `f` takes, and gives what `f` gives and then,
  ///   for each position, a tensor like that parameter
  public static Outcome gradient(Function f, List<Integer> by, String symbol) {
    return outcome(() -> Reverse.of(f, by, Span.NONE).gradient(symbol, Results.ALL));
  }

  /// The vector-Jacobian product of a function.
  ///
  /// @param symbol the new function's; it takes what `f` takes and then, for each result that is a
  ///   tensor of floats, an adjoint like it; it gives what [#gradient] gives
  public static Outcome pullback(Function f, List<Integer> by, String symbol) {
    return outcome(() -> Reverse.of(f, by, Span.NONE).pullback(symbol));
  }

  /// Computes derivatives that a program asks for (`grad(f)(x)`) by functions, where functions and
  /// shapes are known ([GradientCalls]).
  public static Module run(Module module, Work work) {
    return GradientCalls.run(module, work);
  }

  /// Something that may be refused.
  private interface Attempt {
    Function make() throws Refusal;
  }

  private static Outcome outcome(Attempt attempt) {
    try {
      return new Outcome.Made(attempt.make());
    } catch (Refusal refusal) {
      return new Outcome.Refused(refusal.why());
    }
  }
}
