package org.tosc.backends.machines.mlir.pretty;

import org.tosc.backends.machines.mlir.ir.Type;
import org.tosc.backends.machines.mlir.syntax.MlirText;
import org.tosc.backends.machines.mlir.syntax.Parser;

/// `!gpu.mma_matrix<16x16xf32, "COp">`.
final class MatrixType {
  private MatrixType() {}

  /// The type of its elements.
  static Type element(Parser in, Type type) {
    if (type instanceof Type.Dialect(String name, String body)
        && name.equals("gpu.mma_matrix")
        && body != null
        && body.indexOf(',') > 0) {
      Type tile = MlirText.type("vector<" + body.substring(0, body.indexOf(',')) + ">");
      return ((Type.Shaped) tile).element();
    }
    throw in.fail("`!gpu.mma_matrix<…>` is expected, not `" + type + "`");
  }
}
