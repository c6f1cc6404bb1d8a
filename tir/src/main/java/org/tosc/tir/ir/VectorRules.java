package org.tosc.tir.ir;

import java.util.List;

/// Result types of the rows of `core` that know of lanes.
final class VectorRules {
  private VectorRules() {}

  /// `i1`, or a mask of as many lanes.
  static List<Type> comparison(List<Type> operands, Attributes attributes)
      throws TypeRule.Mismatch {
    Rows.requireSame(operands);
    return List.of(VectorType.like(operands.getFirst(), Scalar.I1));
  }

  static List<Type> select(List<Type> operands, Attributes attributes) throws TypeRule.Mismatch {
    Type chosen = operands.get(1);
    if (!chosen.equals(operands.get(2))) {
      throw mismatch("both choices must have one type, found " + chosen + " and ", operands.get(2));
    }
    if (operands.getFirst() instanceof VectorType(int lanes, Scalar ignored)
        && !(chosen instanceof VectorType v && v.lanes() == lanes)) {
      throw mismatch("a mask of " + lanes + " lanes chooses between vectors, found ", chosen);
    }
    return List.of(chosen);
  }

  /// The float of the same bits as an integer, and the other way.
  static List<Type> bitcast(List<Type> operands, Attributes attributes) throws TypeRule.Mismatch {
    return List.of(sameBits(operands.getFirst()));
  }

  private static Type sameBits(Type type) throws TypeRule.Mismatch {
    return switch (VectorType.elementOf(type)) {
      case F32 -> VectorType.like(type, Scalar.I32);
      case I32 -> VectorType.like(type, Scalar.F32);
      case F64 -> VectorType.like(type, Scalar.I64);
      case I64 -> VectorType.like(type, Scalar.F64);
      case I1,
          I4,
          I8,
          I16,
          U8,
          U16,
          U32,
          U64,
          INDEX,
          F8E4M3,
          F8E5M2,
          F16,
          BF16,
          NVFP4,
          Q4_0,
          Q8_0 ->
          throw mismatch("the operand is f32, f64, i32 or i64, found ", type);
    };
  }

  static List<Type> ldexp(List<Type> operands, Attributes attributes) throws TypeRule.Mismatch {
    Type exponent = sameBits(operands.getFirst());
    if (!exponent.equals(operands.get(1))) {
      throw mismatch("the exponent is " + exponent + ", found ", operands.get(1));
    }
    return List.of(operands.getFirst());
  }

  /// All operands alike, of `i32`.
  static List<Type> dot4(List<Type> operands, Attributes attributes) throws TypeRule.Mismatch {
    Rows.requireSame(operands);
    if (VectorType.elementOf(operands.getFirst()) != Scalar.I32) {
      throw mismatch("the operands are i32, found ", operands.getFirst());
    }
    return List.of(operands.getFirst());
  }

  /// A lane of either vector for each lane.
  static List<Type> shuffle(List<Type> operands, Attributes attributes) throws TypeRule.Mismatch {
    Rows.requireSame(operands);
    int lanes = ((VectorType) operands.getFirst()).lanes();
    List<Long> chosen = attributes.integers("lanes");
    if (chosen.size() != lanes || chosen.stream().anyMatch(l -> l < 0 || l >= 2L * lanes)) {
      throw mismatch(
          "`lanes` has a lane of both for each, found " + chosen + " of ", operands.getFirst());
    }
    return List.of(operands.getFirst());
  }

  static List<Type> reduce(List<Type> operands, Attributes attributes) {
    return List.of(VectorType.elementOf(operands.getFirst()));
  }

  private static TypeRule.Mismatch mismatch(String words, Type found) {
    return new TypeRule.Mismatch(TypeRule.Mismatch.Rule.TYPE, words + found);
  }
}
