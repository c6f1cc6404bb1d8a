package org.tosc.backends.jvm.code;

import java.util.HashMap;
import java.util.Map;
import org.objectweb.asm.Opcodes;
import org.tosc.tir.ir.Value;

/// Where the values of one method are, and how they come onto the stack and off it.
final class Values {
  private static final String FRAME = "org/tosc/backends/jvm/link/Frame";

  private final Code code;
  private final Locals locals;
  private final Shared shared;
  private final int frameLocal;
  private final Map<Integer, Place.Local> places = new HashMap<>();

  /// `frameLocal` holds the frame; -1 where the function has none.
  Values(Code code, Locals locals, Shared shared, int frameLocal) {
    this.code = code;
    this.locals = locals;
    this.shared = shared;
    this.frameLocal = frameLocal;
  }

  /// Gives a value (or slot) a place; stays the same for values in the frame.
  void define(Value value) {
    if (shared.place(value) == null) {
      places.put(value.id(), new Place.Local(locals.take(Repr.of(value))));
    }
  }

  /// Says that a parameter stands in this local.
  void defineAt(Value value, int local) {
    places.put(value.id(), new Place.Local(local));
  }

  /// Frees the local of a value that is not used any more.
  void release(Value value) {
    Place.Local place = places.remove(value.id());
    if (place != null) {
      locals.give(Repr.of(value), place.index());
    }
  }

  void load(Value value) {
    Repr repr = Repr.of(value);
    switch (place(value)) {
      case Place.Local(int index) -> code.load(repr, index);
      case Place.Framed(Place.Bank bank, int index) -> {
        element(bank, index);
        fromBank(repr, bank);
      }
    }
  }

  /// Pushes what a store needs below the value.
  void beforeStore(Value value) {
    if (place(value) instanceof Place.Framed(Place.Bank bank, int index)) {
      element(bank, index);
    }
  }

  /// Stores the value on the stack; [#beforeStore] came before it.
  void store(Value value) {
    Repr repr = Repr.of(value);
    switch (place(value)) {
      case Place.Local(int index) -> code.store(repr, index);
      case Place.Framed(Place.Bank bank, int _) -> toBank(repr, bank);
    }
  }

  /// A local for a moment; give it back with [#giveTemporary].
  int temporary(Repr repr) {
    return locals.take(repr);
  }

  void giveTemporary(Repr repr, int index) {
    locals.give(repr, index);
  }

  void pushFrame() {
    code.local(Opcodes.ALOAD, frameLocal);
  }

  private Place place(Value value) {
    Place framed = shared.place(value);
    if (framed != null) {
      return framed;
    }
    Place local = places.get(value.id());
    if (local == null) {
      throw new IllegalStateException(value + " has no place");
    }
    return local;
  }

  private void element(Place.Bank bank, int index) {
    pushFrame();
    code.field(Opcodes.GETFIELD, FRAME, bank.field, bank.descriptor);
    code.pushInt(index);
  }

  private void fromBank(Repr repr, Place.Bank bank) {
    switch (bank) {
      case LONGS -> {
        code.op(Opcodes.LALOAD);
        if (repr.carrier() != Carrier.LONG) {
          code.op(Opcodes.L2I);
        }
      }
      case DOUBLES -> {
        code.op(Opcodes.DALOAD);
        if (repr.carrier() == Carrier.FLOAT) {
          code.op(Opcodes.D2F);
        }
      }
      case OBJECTS -> {
        code.op(Opcodes.AALOAD);
        code.unbox(repr);
      }
    }
  }

  private void toBank(Repr repr, Place.Bank bank) {
    switch (bank) {
      case LONGS -> {
        if (repr.carrier() != Carrier.LONG) {
          code.op(Opcodes.I2L);
        }
        code.op(Opcodes.LASTORE);
      }
      case DOUBLES -> {
        if (repr.carrier() == Carrier.FLOAT) {
          code.op(Opcodes.F2D);
        }
        code.op(Opcodes.DASTORE);
      }
      case OBJECTS -> code.op(Opcodes.AASTORE);
    }
  }
}
