package org.tosc.backends.jvm.code;

import org.jspecify.annotations.Nullable;
import org.tosc.tir.ir.KernelOp;
import org.tosc.tir.ir.Operation;
import org.tosc.tir.ir.Value;

/// Emits accesses of views whose elements are neighbours in a Java array: of single elements that
/// were proved to lie inside, and of vectors.
///
/// What was proved is not asked again; Java holds the place against the array all the same.
final class ArrayElements {
  private static final String LANES = "org/tosc/backends/jvm/link/VectorBounds";
  private static final String VIEW = "Lorg/tosc/rt/device/View;";

  private final MethodEmitter method;
  private final Code code;
  private final NarrowElements narrow;

  ArrayElements(MethodEmitter method) {
    this.method = method;
    this.code = method.code;
    this.narrow = new NarrowElements(method);
  }

  /// Whether a load or store whose first index is this operand is one of an array.
  boolean isDirect(Operation o, int index) {
    return OpenViews.isProved(o)
        && o.operands().size() == index + 1
        && OpenViews.isArray(o.operand(0))
        && !(o.op() == KernelOp.STORE && NarrowElements.isReadOnly(o.operand(0)));
  }

  void load(Operation o) {
    method.views.pushPlace(o.operand(0), o.operand(1));
    if (NarrowElements.are(o.operand(0))) {
      narrow.load(OpenViews.element(o.operand(0)));
    } else {
      code.op(Repr.of(OpenViews.element(o.operand(0))).carrier().arrayLoad());
    }
  }

  /// A value comes before its index, and waits in a local while that is computed.
  void store(Operation o) {
    Value value = o.operand(1);
    Repr repr = Repr.of(value);
    boolean waits = method.folding.isFolded(value);
    int kept = waits ? method.values.temporary(repr) : -1;
    if (waits) {
      method.push(value);
      code.store(repr, kept);
    }
    method.views.pushPlace(o.operand(0), o.operand(2));
    if (waits) {
      code.load(repr, kept);
      method.values.giveTemporary(repr, kept);
    } else {
      method.push(value);
    }
    if (NarrowElements.are(o.operand(0))) {
      narrow.store(OpenViews.element(o.operand(0)));
    } else {
      code.op(repr.carrier().arrayStore());
    }
  }

  void loadVector(Operation o) {
    Species species = Species.of(o.result().type());
    int index = checked(o, species, 1);
    if (NarrowElements.are(o.operand(0))) {
      narrow.loadVector(
          OpenViews.element(o.operand(0)),
          species,
          () -> place(o, 1, index),
          Math.toIntExact(o.attributes().integer("behind", -1)),
          narrowMask(o, 2));
      return;
    }
    species.push(code);
    place(o, 1, index);
    String mask = mask(o, species, 2);
    code.call(
        species.className(),
        "fromArray",
        "("
            + Species.SPECIES
            + "["
            + species.elementDescriptor()
            + "I"
            + mask
            + ")"
            + species.descriptor());
  }

  void storeVector(Operation o) {
    Species species = Species.of(o.operand(1).type());
    method.push(o.operand(1));
    int index = checked(o, species, 2);
    if (NarrowElements.are(o.operand(0))) {
      narrow.storeVector(
          OpenViews.element(o.operand(0)), species, () -> place(o, 2, index), narrowMask(o, 3));
      return;
    }
    place(o, 2, index);
    String mask = mask(o, species, 3);
    code.callVirtual(
        species.className(), "intoArray", "([" + species.elementDescriptor() + "I" + mask + ")V");
  }

  /// Pushes the mask of an access if it has one; gives its part of the descriptor.
  private String mask(Operation o, Species species, int operand) {
    if (o.operands().size() <= operand) {
      return "";
    }
    method.push(o.operand(operand));
    species.fitMask(code);
    return Species.MASK;
  }

  private @Nullable Runnable narrowMask(Operation o, int operand) {
    return o.operands().size() <= operand ? null : () -> method.push(o.operand(operand));
  }

  private void place(Operation o, int operand, int index) {
    if (index >= 0) {
      method.views.pushPlace(o.operand(0), index);
      method.values.giveTemporary(Repr.of(o.operand(operand)), index);
    } else {
      method.views.pushPlace(o.operand(0), o.operand(operand));
    }
  }

  /// Holds an access that was not proved against the extent; gives the local that then has the
  /// index, -1 where nothing is checked. The mask is in a local or on no stack: it stands behind.
  private int checked(Operation o, Species species, int operand) {
    if (OpenViews.isProved(o)) {
      return -1;
    }
    Repr repr = Repr.of(o.operand(operand));
    int index = method.values.temporary(repr);
    method.push(o.operand(operand));
    code.store(repr, index);
    method.push(o.operand(0));
    code.load(repr, index);
    boolean isMasked = o.operands().size() > operand + 1;
    if (isMasked) {
      method.push(o.operand(operand + 1));
      code.callVirtual(Species.API + "VectorMask", "toLong", "()J");
    } else {
      code.pushInt(species.lanes());
    }
    code.mark(o.span());
    code.call(LANES, "check", "(" + VIEW + (isMasked ? "IJ" : "II") + ")V");
    return index;
  }
}
