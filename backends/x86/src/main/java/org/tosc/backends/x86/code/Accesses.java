package org.tosc.backends.x86.code;

import org.jspecify.annotations.Nullable;
import org.tosc.backends.x86.asm.Base;
import org.tosc.backends.x86.asm.Opcode;
import org.tosc.backends.x86.asm.VectorConvert;
import org.tosc.backends.x86.asm.VectorMove;
import org.tosc.tir.ir.BufferType;
import org.tosc.tir.ir.KernelOp;
import org.tosc.tir.ir.Operation;
import org.tosc.tir.ir.Scalar;
import org.tosc.tir.ir.Value;
import org.tosc.tir.ir.VectorType;

/// Loads and stores.
final class Accesses {
  private final Draft draft;
  private final Numbering numbering;
  private final Positions positions;
  private final Values values;
  private final Masks masks;
  private final NarrowElements narrow;
  private final Blocks blocks;
  private final Dots dots;
  private final WholeAccesses wholes;

  Accesses(
      Draft draft,
      Numbering numbering,
      Positions positions,
      Values values,
      Masks masks,
      Idioms idioms) {
    this.draft = draft;
    this.numbering = numbering;
    this.positions = positions;
    this.values = values;
    this.masks = masks;
    this.narrow = new NarrowElements(draft, masks, idioms);
    this.blocks = new Blocks(draft, positions);
    this.dots = new Dots(draft, numbering, positions, values, blocks);
    this.wholes = new WholeAccesses(draft, numbering, positions, values, masks);
  }

  /// An access.
  ///
  /// @param buffer where the element is
  /// @param vector what is read, or written
  /// @param at the position of the first element
  /// @param mask which lanes; null for all
  private record Place(Value buffer, Value vector, Value at, @Nullable Value mask) {
    static Place of(Operation o) {
      boolean isStore = o.results().isEmpty();
      int at = isStore ? 2 : 1;
      boolean isMasked = o.operands().size() > at + 1;
      return new Place(
          o.operand(0),
          isStore ? o.operand(1) : o.result(),
          o.operand(at),
          isMasked ? o.operand(at + 1) : null);
    }

    Scalar element() {
      return ((BufferType) buffer.type()).element();
    }
  }

  void access(KernelOp op, Operation o) {
    if (op == KernelOp.PREFETCH) {
      ask(o);
      return;
    }
    if (!o.attributes().string("bounds", "checked").equals("proved")) {
      throw new NoCode("an access that is not proved to lie inside");
    }
    if (op == KernelOp.VBYTES) {
      dots.bytes(o);
      return;
    }
    if (op == KernelOp.VSCALES) {
      dots.scales(o);
      return;
    }
    if (op == KernelOp.VBLOCK) {
      values.settle();
      block(o);
      return;
    }
    Place place = Place.of(o);
    prefetch(o, place);
    if (VectorType.elementOf(place.vector().type()) == Scalar.I32) {
      wholes.access(o, place.buffer(), place.vector(), place.at(), place.mask());
    } else if (op == KernelOp.LOAD || op == KernelOp.VLOAD) {
      if (place.element() == Scalar.F32) {
        load(o, place);
      } else {
        loadNarrow(o, place);
      }
    } else if (op == KernelOp.STORE || op == KernelOp.VSTORE) {
      values.settle();
      store(place);
    } else {
      throw new NoCode(op.mnemonic());
    }
  }

  /// Asks for the line of a vector that comes later.
  private void prefetch(Operation o, Place place) {
    long ahead = o.attributes().integer("ahead", 0);
    if (ahead > 0) {
      int bytes = (int) place.element().bits() / Byte.SIZE;
      draft.read(Base.PREFETCHT0, address(place, bytes).moved(ahead * bytes).of(Byte.SIZE, false));
    }
  }

  private void ask(Operation o) {
    int bytes = ((BufferType) o.operand(0).type()).element().blockBytes();
    Virtual buffer = values.register(o.operand(0));
    Arg.Address at = positions.address(buffer, values.position(o.operand(1)), bytes, Byte.SIZE);
    draft.read(Base.PREFETCHT1, at);
  }

  /// Writes a scale and, behind it, the lowest bytes of lanes.
  private void block(Operation o) {
    if (!draft.set().hasMaskRegisters()) {
      throw new NoCode("a block of " + Scalar.Q8_0 + " on " + draft.set().level());
    }
    Virtual buffer = values.register(o.operand(0));
    Linear at = values.position(o.operand(2));
    int blockBytes = Scalar.Q8_0.blockBytes();
    Arg.Address to = blocks.address(buffer, at, blockBytes, Short.SIZE);
    narrow.store(Scalar.F16, values.reg(o.operand(1)), to, null, true);
    long behind = Blocks.SCALE_BYTES;
    for (Value integers : o.operands().subList(3, o.operands().size())) {
      Arg.Reg from = values.reg(integers);
      int bits = from.bits() / Integer.BYTES;
      draft.read(VectorConvert.VPMOVDB, to.moved(behind).of(bits, false), from);
      behind += bits / Byte.SIZE;
    }
  }

  private static boolean isOne(Value value) {
    return value.type() instanceof Scalar;
  }

  private static Opcode mover(Value value) {
    return isOne(value) ? VectorMove.VMOVSS : VectorMove.VMOVUPS;
  }

  private void load(Operation o, Place place) {
    Arg.Address from = address(place, Float.BYTES);
    Opcode opcode = mover(o.result());
    if (place.mask() == null && numbering.isUsedOnceHere(o.result())) {
      values.wait(o.result(), opcode, values.bits(o.result()), from);
      return;
    }
    Arg.Reg to = values.target(o);
    Virtual mask = mask(place);
    if (mask == null) {
      draft.write(opcode, to, from);
    } else {
      masks.load(opcode, to, mask, from);
    }
  }

  private @Nullable Virtual mask(Place place) {
    return place.mask() == null ? null : values.register(place.mask());
  }

  private void loadNarrow(Operation o, Place place) {
    Scalar element = place.element();
    if (element.kind() == Scalar.Kind.BLOCK) {
      Linear at = values.position(place.at());
      long behind = o.attributes().integer("behind", -1);
      Virtual buffer = values.register(place.buffer());
      blocks.load(element, buffer, at, behind, values.target(o), isOne(o.result()));
      return;
    }
    Arg.Address from = address(place, (int) element.bits() / 8);
    if (isOne(o.result())) {
      narrow.loadOne(element, values.target(o), from);
    } else {
      Arg.Reg to = values.target(o);
      narrow.load(element, to, mask(place), from);
    }
  }

  private void store(Place place) {
    Arg.Reg from = values.reg(place.vector());
    Scalar element = place.element();
    Arg.Address to = address(place, (int) element.bits() / 8);
    Virtual mask = mask(place);
    if (element != Scalar.F32) {
      narrow.store(element, from, to, mask, isOne(place.vector()));
    } else if (mask == null) {
      draft.read(mover(place.vector()), to, from);
    } else {
      masks.store(mover(place.vector()), to, mask, from);
    }
  }

  /// @param bytes of an element
  private Arg.Address address(Place place, int bytes) {
    Value v = place.vector();
    int bits = isOne(v) ? 8 * bytes : values.bits(v) / Float.BYTES * bytes;
    return positions.address(
        values.register(place.buffer()), values.position(place.at()), bytes, bits);
  }
}
