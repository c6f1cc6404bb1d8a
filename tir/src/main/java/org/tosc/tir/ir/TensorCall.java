package org.tosc.tir.ir;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.tosc.tir.ir.TypeRule.Mismatch;
import org.tosc.tir.ir.TypeRule.Mismatch.Place;
import org.tosc.tir.ir.TypeRule.Mismatch.Rule;

/// One application of a tensor operation, as its shape rule sees it: operand types and attributes,
/// with the words for what can be wrong about them.
public record TensorCall(String op, List<Type> operands, Attributes attributes) {
  public TensorCall {
    operands = List.copyOf(operands);
  }

  /// The type of operand `i`, which must be a tensor.
  public TensorType tensor(int i) {
    return (TensorType) operands.get(i);
  }

  /// The first operand.
  public TensorType x() {
    return tensor(0);
  }

  public boolean has(int operand) {
    return operand < operands.size();
  }

  /// The element type in which the first operand's elements are moved: packed blocks are unpacked.
  public Scalar moved() {
    return Promotion.arithmetic(x().element());
  }

  public List<TensorType> tensors() {
    return operands.stream().map(TensorType.class::cast).toList();
  }

  /// The axis of operand 0 that an attribute names, counted from 0.
  public int axis(String name, long otherwise) throws Mismatch {
    return axisOf(attributes.integer(name, otherwise), x().rank());
  }

  /// An axis of `rank` axes, negative ones counted from the end, as 0 to rank - 1.
  public int axisOf(long axis, int rank) throws Mismatch {
    if (axis < -rank || axis >= rank) {
      throw fault(
          Rule.AXIS,
          "has no axis %d in shape %s%s",
          axis,
          x().shapeText(),
          rank == 0 ? ", which has no axes" : ", whose axes are 0 to " + (rank - 1));
    }
    return (int) (axis < 0 ? axis + rank : axis);
  }

  /// The axes that an attribute lists, in ascending order; all of them where it is absent.
  public List<Integer> axes(String name) throws Mismatch {
    List<Integer> axes = new ArrayList<>();
    if (!attributes.has(name)) {
      for (int i = 0; i < x().rank(); i++) {
        axes.add(i);
      }
      return axes;
    }
    for (long axis : integers(name)) {
      int at = axisOf(axis, x().rank());
      if (axes.contains(at)) {
        throw fault(Rule.ATTRIBUTE, "names axis %d twice", at);
      }
      axes.add(at);
    }
    axes.sort(null);
    return axes;
  }

  /// A list of integers; one integer stands for a list of one.
  public List<Long> integers(String name) {
    return attributes.get(name) instanceof Attribute.Int one
        ? List.of(one.value())
        : attributes.integers(name);
  }

  /// The element type that an attribute names.
  public Scalar dtype(String name, @Nullable Scalar otherwise) throws Mismatch {
    Attribute given = attributes.get(name);
    if (given == null && otherwise != null) {
      return otherwise;
    }
    if (given instanceof Attribute.OfType(Scalar scalar)) {
      return scalar;
    }
    throw fault(Rule.DTYPE, "needs an element type as `%s`, found %s", name, String.valueOf(given));
  }

  /// Requires a number of axes.
  public void requireRank(int operand, int rank, String what) throws Mismatch {
    if (tensor(operand).rank() != rank) {
      throw fault(
          Rule.RANK,
          new Place(operand, -1),
          "needs %s with %s, found shape %s",
          what,
          count(rank),
          tensor(operand).shapeText());
    }
  }

  public void requireRankAtLeast(int operand, int rank, String what) throws Mismatch {
    if (tensor(operand).rank() < rank) {
      throw fault(
          Rule.RANK,
          new Place(operand, -1),
          "needs %s with at least %s, found shape %s",
          what,
          count(rank),
          tensor(operand).shapeText());
    }
  }

  /// Requires integer elements, as indexes have.
  public void requireInteger(int operand, String what) throws Mismatch {
    Scalar element = tensor(operand).element();
    if (!element.isInteger()) {
      throw fault(Rule.DTYPE, new Place(operand, -1), "needs integer %s, found %s", what, element);
    }
  }

  /// Requires floats; packed blocks count as floats.
  public void requireFloat(int operand) throws Mismatch {
    Scalar element = Promotion.arithmetic(tensor(operand).element());
    if (!element.isFloat()) {
      throw fault(
          Rule.DTYPE, new Place(operand, -1), "needs floats, found %s; `cast` it first", element);
    }
  }

  /// The extent that two axes share.
  public Dim agree(int a, int axisA, int b, int axisB, String what) throws Mismatch {
    Dim left = tensor(a).shape().get(axisA);
    Dim right = tensor(b).shape().get(axisB);
    Dim both = Dims.agree(left, right);
    if (both == null) {
      throw fault(
          Rule.EXTENT,
          Stream.of(new Place(a, axisA), new Place(b, axisB)),
          "cannot combine shapes %s and %s: %s (%s and %s) differ",
          tensor(a).shapeText(),
          tensor(b).shapeText(),
          what,
          left,
          right);
    }
    return both;
  }

  public Mismatch fault(Rule rule, String format, Object... values) {
    return fault(rule, Stream.empty(), format, values);
  }

  public Mismatch fault(Rule rule, Place place, String format, Object... values) {
    return fault(rule, Stream.of(place), format, values);
  }

  /// A mistake; the message starts with the operation's name.
  public Mismatch fault(Rule rule, Stream<Place> places, String format, Object... values) {
    String message = "`" + op + "` " + String.format(format, values);
    return new Mismatch(rule, message, places.toArray(Place[]::new));
  }

  static String count(int axes) {
    return axes == 0 ? "no axes" : axes == 1 ? "1 axis" : axes + " axes";
  }
}
