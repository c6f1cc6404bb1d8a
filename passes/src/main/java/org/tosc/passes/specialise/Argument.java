package org.tosc.passes.specialise;

import org.tosc.tir.ir.Attribute;
import org.tosc.tir.ir.TensorType;

/// What is known of one argument of a part when it is called.
///
/// Example: `new Argument.Tensor(TensorType.of(Scalar.F32, 32, 64))` for a tensor of that shape.
public sealed interface Argument {
  /// A tensor of this type, whose extents are numbers.
  record Tensor(TensorType type) implements Argument {
    public Tensor {
      if (!type.isStatic()) {
        throw new IllegalArgumentException(type + " has extents that are no numbers");
      }
    }
  }

  /// A number whose value is known when the version runs.
  enum Numeric implements Argument {
    INT,
    REAL,
    BOOL
  }

  /// A value that every call of the version has: an integer, a float, a truth, nil.
  record Constant(Attribute value) implements Argument {}

  /// Anything else. A version hands it on at most; or the parameter's type says what it is.
  enum Other implements Argument {
    OTHER
  }
}
