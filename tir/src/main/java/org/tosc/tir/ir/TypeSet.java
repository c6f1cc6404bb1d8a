package org.tosc.tir.ir;

import java.util.function.Predicate;

/// The types that an operand or result may have, with the words the verifier uses for them.
public enum TypeSet {
  ANYTHING("any type", t -> !(t instanceof SlotType)),
  I1("i1", t -> t == Scalar.I1),
  I64("i64", t -> t == Scalar.I64),
  INT("an integer", t -> t instanceof Scalar s && (s.isInteger() || s == Scalar.INDEX)),
  INT_OR_BOOL("an integer or i1", t -> t instanceof Scalar s && (s.isInteger() || s == Scalar.I1)),
  FLOAT("a float", t -> t instanceof Scalar s && s.isFloat()),
  NUMBER("an integer or a float", t -> t instanceof Scalar s && (s.isInteger() || s.isFloat())),
  SCALAR("a scalar", t -> t instanceof Scalar s && s.kind() != Scalar.Kind.BLOCK),
  HOST("a host value", Type::isHostValue),
  HOST_ANY("any", t -> t == HostType.ANY),
  I1_OR_ANY("i1 or any", t -> t == Scalar.I1 || t == HostType.ANY),
  STR("str", t -> t == HostType.STR),
  LIST("list", t -> t == HostType.LIST),
  DICT("dict", t -> t == HostType.DICT),
  RANGE("range", t -> t == HostType.RANGE),
  FN("fn", t -> t == HostType.FN),
  ITER("iter", t -> t == HostType.ITER),
  CELL("a cell", t -> t instanceof CellType),
  SLOT("a slot", t -> t instanceof SlotType),
  TENSOR("a tensor", t -> t instanceof TensorType),
  CAPTURE("a host value or a cell", t -> t.isHostValue() || t instanceof CellType),
  TILE("a tile", t -> t instanceof TileType),
  BUFFER("a buffer", t -> t instanceof BufferType),
  TUPLE("a tuple", t -> t instanceof TupleType),
  ARRAY("an array", t -> t instanceof ArrayType),
  CODE("the address of a function", t -> t instanceof CodeType),
  NEST_OPERAND(
      "a tile, a buffer or a scalar",
      t ->
          t instanceof TileType
              || t instanceof BufferType
              || (t instanceof Scalar s && s.kind() != Scalar.Kind.BLOCK)),
  ZEROED("a type that has a zero", TypeSet::hasZero);

  private final String words;
  private final Predicate<Type> members;

  TypeSet(String words, Predicate<Type> members) {
    this.words = words;
    this.members = members;
  }

  public boolean contains(Type type) {
    return members.test(type);
  }

  public String words() {
    return words;
  }

  /// Whether `core.zero` gives a value of a type.
  private static boolean hasZero(Type type) {
    return switch (type) {
      case Scalar s -> s.kind() != Scalar.Kind.BLOCK;
      case HostType h -> h == HostType.STR;
      case TileType ignored -> true;
      case TupleType(var items) -> items.stream().allMatch(TypeSet::hasZero);
      case ArrayType(Type element, long ignored) -> hasZero(element);
      case TensorType ignored -> false;
      case BufferType ignored -> false;
      case CodeType ignored -> false;
      case SlotType ignored -> false;
      case CellType ignored -> false;
    };
  }
}
