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
  FLOATS("a float or a vector of floats", t -> ofLanes(t, Scalar::isFloat)),
  NUMBERS("a number or a vector of numbers", t -> ofLanes(t, s -> s.isInteger() || s.isFloat())),
  /// What may raise errors, which no operation on a vector does.
  NUMBER_OR_FLOATS(
      "an integer, a float or a vector of floats", t -> FLOATS.contains(t) || NUMBER.contains(t)),
  INTS("an integer or a vector of integers", t -> ofLanes(t, Scalar::isInteger)),
  BITS(
      "an integer, i1 or a vector of those", t -> ofLanes(t, s -> s.isInteger() || s == Scalar.I1)),
  TRUTHS("i1 or a vector of i1", t -> ofLanes(t, s -> s == Scalar.I1)),
  SCALARS("a scalar or a vector", t -> ofLanes(t, s -> s.kind() != Scalar.Kind.BLOCK)),
  VECTOR("a vector", t -> t instanceof VectorType),
  VECTOR_OF_NUMBERS(
      "a vector of numbers", t -> t instanceof VectorType v && v.element() != Scalar.I1),
  MASK("a vector of i1", t -> t instanceof VectorType v && v.element() == Scalar.I1),
  I32("i32", t -> t == Scalar.I32),
  I64_OR_I32("i64 or i32", t -> t == Scalar.I64 || t == Scalar.I32),
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

  private static boolean ofLanes(Type type, Predicate<Scalar> elements) {
    return (type instanceof Scalar s && elements.test(s))
        || (type instanceof VectorType v && elements.test(v.element()));
  }

  /// Whether `core.zero` gives a value of a type.
  private static boolean hasZero(Type type) {
    return switch (type) {
      case Scalar s -> s.kind() != Scalar.Kind.BLOCK;
      case HostType h -> h == HostType.STR;
      case TileType ignored -> true;
      case VectorType ignored -> true;
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
