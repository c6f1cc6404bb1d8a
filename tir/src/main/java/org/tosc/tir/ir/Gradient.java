package org.tosc.tir.ir;

/// The reverse-mode derivative of one operation, its vector-Jacobian product: given what the final
/// result changes by for each change of this operation's results, what it changes by for each
/// change of the operands. A rule is a generic method, so that the same one evaluates eagerly
/// (`grad` in a program) and builds operations (the autodiff pass):
///
/// ```java
/// static <V> void exp(GradientContext<V> g) {
///   g.give(0, g.mul(g.adjoint(), g.result()));
/// }
/// ```
@FunctionalInterface
public interface Gradient {
  /// Nothing flows: the operands are no floats, or the result is constant almost everywhere.
  Gradient NONE =
      new Gradient() {
        @Override
        public <V> void pull(GradientContext<V> g) {}
      };

  /// Gives what flows to each operand.
  <V> void pull(GradientContext<V> g);
}
