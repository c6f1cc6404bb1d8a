package org.tosc.backends.machines.gpu.tile;

import org.jspecify.annotations.Nullable;
import org.tosc.tir.source.Code;
import org.tosc.tir.source.Diagnostic;
import org.tosc.tir.source.Span;

/// Loads and stores: every lane is checked against its buffer, and against other programs.
final class Access {
  private Access() {}

  /// What an access has touched.
  static final class Touched {
    final int number;
    final int site;
    long sectors;
    long fresh;

    Touched(Program program) {
      number = program.launch().nextAccess();
      site = program.launch().site(program.place());
    }

    Program.Work work(double alu) {
      return new Program.Work(alu, 0, 0, Rate.NONE, sectors * Sectors.BYTES, fresh * Sectors.BYTES);
    }
  }

  static Tile load(Program program, Tile pointers, @Nullable Tile mask, @Nullable Tile other) {
    ElementType type = checked(program, pointers, mask);
    boolean isSketched = program.isSketch() && type instanceof DType dtype && dtype.isFloat();
    int size = pointers.size();
    long[] bits = new long[size];
    int @Nullable [] poison = other == null ? null : other.poison;
    int missing = 0;
    Touched touched = new Touched(program);
    for (int i = 0; i < size; i++) {
      if (mask == null || mask.ints[i] != 0) {
        long read = read(program, pointers.ints[i], type, touched);
        bits[i] = read;
      } else if (other == null) {
        missing =
            missing == 0
                ? program.missing("lanes that `mask` leaves out have no `other`")
                : missing;
        poison = poison == null ? new int[size] : poison;
        poison[i] = missing;
      }
    }
    if (other != null && mask != null) {
      poison = takenPoison(other, mask);
    }
    Tile made =
        isSketched
            ? Tile.unknown(type, pointers.shape())
            : Conversion.ofBits(type, pointers.shape(), bits, poison);
    if (!isSketched && other != null && mask != null) {
      made = Elementwise.select(mask, made, other);
    }
    return recorded(program, Step.Kind.LOAD, made, touched, pointers, mask, other);
  }

  private static int @Nullable [] takenPoison(Tile other, Tile mask) {
    return other.poison == null && mask.poison == null ? null : new int[mask.size()];
  }

  private static Tile recorded(
      Program program,
      Step.Kind kind,
      Tile made,
      Touched touched,
      Tile pointers,
      @Nullable Tile mask,
      @Nullable Tile last) {
    Tile condition = mask == null ? pointers : mask;
    Tile value = last == null ? pointers : last;
    int vector = Math.max(1, 16 / made.type().bytes());
    double alu = Math.ceil((double) pointers.size() / vector);
    return program.step(kind, made, made.type(), touched.work(alu), pointers, condition, value);
  }

  /// The type of what lies at some addresses, which must be known as far as lanes count.
  private static ElementType checked(Program program, Tile pointers, @Nullable Tile mask) {
    if (!pointers.isKnown() || (mask != null && !mask.isKnown())) {
      throw new NeedsNumbers();
    }
    if (mask != null) {
      program.require(mask, "a missing value decides which lanes are accessed");
    }
    for (int i = 0; pointers.poison != null && i < pointers.poison.length; i++) {
      boolean isUsed = mask == null || mask.ints[i] != 0;
      if (isUsed && pointers.poison[i] != 0) {
        throw program.missing("an address is computed from a missing value", pointers.poison[i]);
      }
    }
    return ((PointerType) pointers.type()).pointee();
  }

  static Buffer buffer(Program program, long address, ElementType type) {
    Buffer buffer = program.launch().memory().find(address);
    if (buffer == null) {
      throw program.fault(Code.E1811, "an access to an address that no buffer has");
    }
    long offset = address - buffer.base();
    int size = type.bytes();
    if (offset < 0 || offset > buffer.bytes() - size) {
      throw outside(program, buffer, Math.floorDiv(offset, size), size);
    }
    if (offset % size != 0) {
      throw program.fault(
          Code.E1811,
          "an access to "
              + size
              + " bytes of `"
              + buffer.name()
              + "` that begins at byte "
              + offset);
    }
    return buffer;
  }

  private static Fault outside(Program program, Buffer buffer, long element, int size) {
    long count = buffer.bytes() / size;
    return program.fault(
        Code.E1811,
        "an access to element "
            + element
            + " of `"
            + buffer.name()
            + "`, which has "
            + (count == 1 ? "1 element" : count + " elements"));
  }

  private static long read(Program program, long address, ElementType type, Touched touched) {
    Buffer buffer = buffer(program, address, type);
    long offset = address - buffer.base();
    touch(buffer, offset, touched);
    if (program.launch().isWatched()) {
      watch(program, buffer, offset, type, touched, false);
    }
    return buffer.read(offset, type.bytes());
  }

  static void touch(Buffer buffer, long offset, Touched touched) {
    int news = buffer.sectors().touch(offset, touched.number);
    touched.sectors += news == 0 ? 0 : 1;
    touched.fresh += news == 2 ? 1 : 0;
  }

  private static void watch(
      Program program,
      Buffer buffer,
      long offset,
      ElementType type,
      Touched touched,
      boolean writes) {
    Shadow shadow = buffer.shadow();
    long last = (offset + type.bytes() - 1) / shadow.unit();
    for (long element = offset / shadow.unit(); element <= last; element++) {
      Shadow.Touch rival =
          writes
              ? shadow.write(element, program, false, touched.site)
              : shadow.read(element, program, touched.site);
      if (rival != null) {
        throw race(program, buffer, element, rival, writes ? "writes" : "reads");
      }
    }
  }

  static Fault race(Program program, Buffer buffer, long element, Shadow.Touch rival, String does) {
    LaunchState launch = program.launch();
    Span other = launch.place(rival.site());
    String message =
        "this program "
            + does
            + " element "
            + element
            + " of `"
            + buffer.name()
            + "`, as program "
            + launch.grid().describe(rival.program())
            + " does without order between them";
    Diagnostic diagnostic = program.fault(Code.E1812, message).diagnostic();
    return new Fault(
        other.equals(program.place())
            ? diagnostic
            : diagnostic.label(other, "the other program is here"));
  }

  static void store(Program program, Tile pointers, Tile value, @Nullable Tile mask) {
    ElementType type = checked(program, pointers, mask);
    Touched touched = new Touched(program);
    boolean isFloat = value.isFloat();
    DType format = isFloat ? value.dtype() : DType.F64;
    for (int i = 0; i < pointers.size(); i++) {
      if (mask != null && mask.ints[i] == 0) {
        continue;
      }
      long address = pointers.ints[i];
      Buffer buffer = buffer(program, address, type);
      long offset = address - buffer.base();
      touch(buffer, offset, touched);
      if (value.poison != null && value.poison[i] != 0) {
        throw program.missing("a lane is stored that has no value", value.poison[i]);
      }
      if (program.launch().isWatched()) {
        watch(program, buffer, offset, type, touched, true);
      }
      if (value.isKnown()) {
        long bits = isFloat ? FloatFormat.encode(format, value.floats[i]) : value.ints[i];
        buffer.write(offset, type.bytes(), bits);
      }
    }
    Tile nothing = Tile.unknown(type, Shape.SCALAR);
    Tile condition = mask == null ? pointers : mask;
    int vector = Math.max(1, 16 / type.bytes());
    double alu = Math.ceil((double) pointers.size() / vector);
    program.step(Step.Kind.STORE, nothing, type, touched.work(alu), pointers, condition, value);
  }
}
