package org.tosc.backends.jvm.code;

import org.objectweb.asm.Opcodes;

/// The kinds of JVM locals and stack slots, one row each.
enum Carrier {
  //      size  load           store           return           zero
  BOOLEAN(1, Opcodes.ILOAD, Opcodes.ISTORE, Opcodes.IRETURN, Opcodes.ICONST_0, "Boolean", "Z"),
  INT(1, Opcodes.ILOAD, Opcodes.ISTORE, Opcodes.IRETURN, Opcodes.ICONST_0, "Integer", "I"),
  LONG(2, Opcodes.LLOAD, Opcodes.LSTORE, Opcodes.LRETURN, Opcodes.LCONST_0, "Long", "J"),
  FLOAT(1, Opcodes.FLOAD, Opcodes.FSTORE, Opcodes.FRETURN, Opcodes.FCONST_0, "Float", "F"),
  DOUBLE(2, Opcodes.DLOAD, Opcodes.DSTORE, Opcodes.DRETURN, Opcodes.DCONST_0, "Double", "D"),
  REFERENCE(1, Opcodes.ALOAD, Opcodes.ASTORE, Opcodes.ARETURN, Opcodes.ACONST_NULL, "Object", "");

  final int size;
  final int load;
  final int store;
  final int ret;
  final int zero;
  private final String box;
  private final String primitive;

  Carrier(int size, int load, int store, int ret, int zero, String box, String primitive) {
    this.size = size;
    this.load = load;
    this.store = store;
    this.ret = ret;
    this.zero = zero;
    this.box = box;
    this.primitive = primitive;
  }

  boolean isPrimitive() {
    return this != REFERENCE;
  }

  /// The instruction that reads an element of an array of these.
  int arrayLoad() {
    return switch (this) {
      case BOOLEAN -> Opcodes.BALOAD;
      case INT -> Opcodes.IALOAD;
      case LONG -> Opcodes.LALOAD;
      case FLOAT -> Opcodes.FALOAD;
      case DOUBLE -> Opcodes.DALOAD;
      case REFERENCE -> Opcodes.AALOAD;
    };
  }

  /// The instruction that writes one.
  int arrayStore() {
    return arrayLoad() + Opcodes.IASTORE - Opcodes.IALOAD;
  }

  /// The operand of `newarray`.
  int arrayType() {
    return switch (this) {
      case BOOLEAN -> Opcodes.T_BOOLEAN;
      case INT -> Opcodes.T_INT;
      case LONG -> Opcodes.T_LONG;
      case FLOAT -> Opcodes.T_FLOAT;
      case DOUBLE -> Opcodes.T_DOUBLE;
      case REFERENCE -> throw new IllegalStateException("arrays of references have a class");
    };
  }

  /// Internal name of the box class.
  String boxClass() {
    return "java/lang/" + box;
  }

  /// Descriptor of the primitive type; empty for references.
  String primitive() {
    return primitive;
  }

  /// `longValue` and so on.
  String unboxMethod() {
    return switch (this) {
      case BOOLEAN -> "booleanValue";
      case INT -> "intValue";
      case LONG -> "longValue";
      case FLOAT -> "floatValue";
      case DOUBLE -> "doubleValue";
      case REFERENCE -> throw new IllegalStateException("references are not boxed");
    };
  }
}
