package org.tosc.tir.interp;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.tosc.tir.ir.Op;
import org.tosc.tir.ir.Scalar;
import org.tosc.tir.ir.TensorNotation;
import org.tosc.tir.ir.TensorOp;
import org.tosc.tir.ir.TensorType;

/// Tensors in a short notation for tables of tests: `f32[2, 2]: 1 2 3 4`, several separated by `;`.
final class OracleNotation {
  private OracleNotation() {}

  static List<OracleTensor> tensors(String text) {
    List<OracleTensor> out = new ArrayList<>();
    if (text != null) {
      for (String part : text.split(";", -1)) {
        out.add(tensor(part.trim()));
      }
    }
    return out;
  }

  static OracleTensor tensor(String text) {
    int colon = text.indexOf(':');
    TensorType type = (TensorType) TensorNotation.type(text.substring(0, colon));
    String elements = text.substring(colon + 1).trim();
    String[] numbers = elements.isEmpty() ? new String[0] : elements.split("\\s+", -1);
    long[] shape = OracleTensor.sizes(type);
    Scalar element = type.element();
    return OracleTensor.isWhole(element)
        ? OracleTensor.integers(
            element, shape, Arrays.stream(numbers).mapToLong(Long::parseLong).toArray())
        : OracleTensor.reals(
            element, shape, Arrays.stream(numbers).mapToDouble(OracleNotation::number).toArray());
  }

  private static double number(String text) {
    return switch (text) {
      case "inf" -> Double.POSITIVE_INFINITY;
      case "-inf" -> Double.NEGATIVE_INFINITY;
      case "nan" -> Double.NaN;
      default -> Double.parseDouble(text);
    };
  }

  static List<OracleTensor> apply(String op, List<?> operands, String attributes) {
    TensorOp row = (TensorOp) Op.parse("tensor." + op);
    return TensorOracle.apply(
        row, operands, TensorNotation.attributes(attributes == null ? "" : attributes));
  }
}
