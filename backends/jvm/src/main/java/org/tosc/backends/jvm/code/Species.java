package org.tosc.backends.jvm.code;

import org.objectweb.asm.Opcodes;
import org.tosc.tir.ir.Scalar;
import org.tosc.tir.ir.VectorType;

/// How a type of vectors appears in class files: a class of the Vector API and a species of it. A
/// mask, which the API ties to an element type, is always that of `f32`.
///
/// @param element what the class holds: `f32 f64 i32 i64`
record Species(Scalar element, int lanes, boolean isMask) {
  private static final String API = "jdk/incubator/vector/";
  private static final String SPECIES = "L" + API + "VectorSpecies;";

  static Species of(VectorType type) {
    boolean isMask = type.element() == Scalar.I1;
    Species species = new Species(isMask ? Scalar.F32 : type.element(), type.lanes(), isMask);
    if (species.bits() < 64 || species.bits() > 512) {
      throw new IllegalArgumentException(
          "vectors of the jvm engine have 64 to 512 bits, found " + type);
    }
    return species;
  }

  private int bits() {
    return lanes * (int) element.bits();
  }

  /// The class of the values.
  String className() {
    return isMask ? API + "VectorMask" : vectorClass();
  }

  private String vectorClass() {
    return switch (element) {
      case F32 -> API + "FloatVector";
      case F64 -> API + "DoubleVector";
      case I32 -> API + "IntVector";
      case I64 -> API + "LongVector";
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
          throw new IllegalArgumentException("no vectors of " + element);
    };
  }

  /// Pushes the species; the JIT knows it only as the constant field that it is.
  void push(Code code) {
    code.field(Opcodes.GETSTATIC, vectorClass(), "SPECIES_" + bits(), SPECIES);
  }

  /// Pushes a vector of zeros.
  void zero(Code code) {
    push(code);
    if (isMask) {
      code.op(Opcodes.ICONST_0);
      code.callVirtual(API + "VectorSpecies", "maskAll", "(Z)L" + className() + ";");
    } else {
      code.call(vectorClass(), "zero", "(" + SPECIES + ")L" + vectorClass() + ";");
    }
  }
}
