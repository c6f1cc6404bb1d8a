package org.tosc.backends.jvm.code;

import org.objectweb.asm.Opcodes;
import org.tosc.tir.ir.Scalar;
import org.tosc.tir.ir.Type;
import org.tosc.tir.ir.VectorType;

/// How a type of vectors appears in class files: a class of the Vector API and a species of it. A
/// mask, which the API ties to an element type, is always that of `f32`.
///
/// The module of the API is named in class files only: what is compiled here does not need it.
///
/// @param element what the class holds: `f32 f64 i32 i64`
record Species(Scalar element, int lanes, boolean isMask) {
  static final String API = "jdk/incubator/vector/";
  static final String OPERATORS = API + "VectorOperators";
  static final String VECTOR = "L" + API + "Vector;";
  static final String MASK = "L" + API + "VectorMask;";
  static final String SPECIES = "L" + API + "VectorSpecies;";

  static Species of(VectorType type) {
    boolean isMask = type.element() == Scalar.I1;
    Species species = new Species(isMask ? Scalar.F32 : type.element(), type.lanes(), isMask);
    if (species.bits() < 64 || species.bits() > 512) {
      throw new IllegalArgumentException(
          "the jvm engine has vectors of 64 to 512 bits, found " + type);
    }
    return species;
  }

  static Species of(Type type) {
    return of((VectorType) type);
  }

  private int bits() {
    return lanes * (int) element.bits();
  }

  /// Vectors of as many lanes of another element type.
  Species with(Scalar other) {
    return of(new VectorType(lanes, other));
  }

  /// The class of the values.
  String className() {
    return isMask ? API + "VectorMask" : vectorClass();
  }

  String descriptor() {
    return "L" + className() + ";";
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

  /// The descriptor of one element.
  String elementDescriptor() {
    return Repr.of(element).descriptor();
  }

  /// Pushes the species; the JIT knows it only as the constant field that it is.
  void push(Code code) {
    code.field(Opcodes.GETSTATIC, vectorClass(), "SPECIES_" + bits(), SPECIES);
  }

  /// Pushes a vector of zeros.
  void zero(Code code) {
    push(code);
    if (isMask) {
      code.pushLong(0);
      fromLong(code);
    } else {
      code.call(className(), "zero", "(" + SPECIES + ")" + descriptor());
    }
  }

  /// Turns the species and one element on the stack into a vector.
  void broadcast(Code code) {
    if (isMask) {
      code.op(Opcodes.I2L);
      code.op(Opcodes.LNEG);
      fromLong(code);
    } else {
      code.call(className(), "broadcast", "(" + SPECIES + elementDescriptor() + ")" + descriptor());
    }
  }

  private static void fromLong(Code code) {
    code.call(API + "VectorMask", "fromLong", "(" + SPECIES + "J)" + MASK);
  }

  /// Calls a method of the class that takes vectors and gives one.
  void lanewise(Code code, String name, int vectors) {
    String one = isMask ? MASK : VECTOR;
    code.callVirtual(className(), name, "(" + one.repeat(vectors) + ")" + descriptor());
  }

  /// Makes the mask on the stack one that vectors of this element type take.
  void fitMask(Code code) {
    if (element != Scalar.F32) {
      castMask(code);
    }
  }

  /// Makes the mask on the stack, which came from vectors of `from`, one as values have it.
  void homeMask(Code code, Scalar from) {
    if (from != Scalar.F32) {
      castMask(code);
    }
  }

  private void castMask(Code code) {
    push(code);
    code.callVirtual(API + "VectorMask", "cast", "(" + SPECIES + ")" + MASK);
  }

  /// Pushes a constant of `VectorOperators`.
  static void operator(Code code, String name, String kind) {
    code.field(Opcodes.GETSTATIC, OPERATORS, name, "L" + OPERATORS + "$" + kind + ";");
  }

  /// Calls a method that takes an operator and something more.
  void operated(Code code, String name, String kind, String more, String result) {
    code.callVirtual(className(), name, "(L" + OPERATORS + "$" + kind + ";" + more + ")" + result);
  }
}
