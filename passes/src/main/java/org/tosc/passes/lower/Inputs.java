package org.tosc.passes.lower;

import java.util.Iterator;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import org.tosc.tir.ir.Scalar;
import org.tosc.tir.ir.Value;

/// What a part of a kernel works on, in order: the parameters of a function of its own, or, where
/// it stands in the midst of another function, what that function would be called with.
final class Inputs {
  private final Function<Scalar, Value> nextBuffer;
  private final Supplier<Value> nextPosition;

  private Inputs(Function<Scalar, Value> nextBuffer, Supplier<Value> nextPosition) {
    this.nextBuffer = nextBuffer;
    this.nextPosition = nextPosition;
  }

  /// Further parameters of the function that is written.
  static Inputs parameters(Writer w) {
    return new Inputs(w::buffer, w::position);
  }

  /// The arguments of a call that is not made.
  static Inputs of(List<Value> arguments) {
    Iterator<Value> rest = arguments.iterator();
    return new Inputs(_ -> rest.next(), rest::next);
  }

  /// A buffer of elements of a type.
  Value buffer(Scalar element) {
    return nextBuffer.apply(element);
  }

  Value position() {
    return nextPosition.get();
  }
}
