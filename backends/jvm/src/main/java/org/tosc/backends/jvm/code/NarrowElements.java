package org.tosc.backends.jvm.code;

import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.tosc.tir.ir.Scalar;
import org.tosc.tir.ir.Value;

/// Emits accesses of elements that lie in fewer bits than the `f32` they are computed with: `f16`,
/// `bf16`, `i8`, and the blocks of `q8_0` and `q4_0`.
///
/// The Vector API has no conversions between `f32` and floats of 16 bits, so they are arithmetic on
/// their bits. It does have those of integers, which blocks are made of.
final class NarrowElements {
  private static final String BLOCKS = "org/tosc/rt/device/Blocks";
  private static final String BRAIN = "org/tosc/rt/tensor/Brain";
  private static final String CONVERSION = "L" + Species.OPERATORS + "$Conversion;";
  private static final Repr VECTOR = Repr.OBJECT;
  private static final Repr INT = Repr.of(Scalar.I32);

  /// The least vectors of the API, in bits.
  private static final int LEAST_BITS = 64;

  private static final int F16_BIAS = 112 << 23;
  private static final int INFINITE = 0x7F80_0000;

  private final MethodEmitter method;
  private final Code code;

  NarrowElements(MethodEmitter method) {
    this.method = method;
    this.code = method.code;
  }

  /// Whether a view's elements are such.
  static boolean are(Value view) {
    return switch (OpenViews.element(view)) {
      case F16, BF16, I8, Q8_0, Q4_0 -> true;
      case F32, F64, I32, I64, I1, I4, I16, U8, U16, U32, U64, INDEX -> false;
      case F8E4M3, F8E5M2, NVFP4 -> false;
    };
  }

  static boolean isReadOnly(Value view) {
    return OpenViews.element(view).kind() == Scalar.Kind.BLOCK;
  }

  private static IllegalArgumentException none(Scalar element) {
    return new IllegalArgumentException("no narrow elements of " + element);
  }

  // Single elements.

  /// Turns the array and place on the stack into the element.
  void load(Scalar element) {
    switch (element) {
      case I8 -> code.op(Opcodes.BALOAD);
      case F16 -> {
        code.op(Opcodes.SALOAD);
        code.call("java/lang/Float", "float16ToFloat", "(S)F");
      }
      case BF16 -> {
        code.op(Opcodes.SALOAD);
        code.call(BRAIN, "toFloat", "(S)F");
      }
      case Q8_0, Q4_0 -> code.call(BLOCKS, element.text(), "([BI)F");
      case F32, F64, I32, I64, I1, I4, I16, U8, U16, U32, U64, INDEX -> throw none(element);
      case F8E4M3, F8E5M2, NVFP4 -> throw none(element);
    }
  }

  /// Writes the element on the stack, which has its format's precision, to the array and place
  /// below it.
  void store(Scalar element) {
    switch (element) {
      case I8 -> code.op(Opcodes.BASTORE);
      case F16 -> {
        code.call("java/lang/Float", "floatToFloat16", "(F)S");
        code.op(Opcodes.SASTORE);
      }
      case BF16 -> {
        code.call(BRAIN, "ofFloat", "(F)S");
        code.op(Opcodes.SASTORE);
      }
      case Q8_0, Q4_0 -> throw none(element);
      case F32, F64, I32, I64, I1, I4, I16, U8, U16, U32, U64, INDEX -> throw none(element);
      case F8E4M3, F8E5M2, NVFP4 -> throw none(element);
    }
  }

  // Vectors.

  /// Pushes a vector of `f32`.
  ///
  /// @param place pushes the array and the place of the first lane
  /// @param mask pushes the mask, if there is one
  void loadVector(Scalar element, Species floats, Runnable place, @Nullable Runnable mask) {
    switch (element) {
      case BF16 -> {
        cells(Narrow.SHORT, floats, place, mask);
        convert(Narrow.SHORT, "ZERO_EXTEND_S2I", floats.with(Scalar.I32));
        Ints ints = new Ints(code, floats.with(Scalar.I32));
        ints.shift("LSHL", 16);
        ints.asFloats();
      }
      case F16 -> {
        cells(Narrow.SHORT, floats, place, mask);
        convert(Narrow.SHORT, "S2I", floats.with(Scalar.I32));
        ofHalves(floats);
      }
      case I8 -> {
        cells(Narrow.BYTE, floats, place, mask);
        convert(Narrow.BYTE, "B2F", floats);
      }
      case Q8_0, Q4_0 -> blocks(element, floats, place, mask);
      case F32, F64, I32, I64, I1, I4, I16, U8, U16, U32, U64, INDEX -> throw none(element);
      case F8E4M3, F8E5M2, NVFP4 -> throw none(element);
    }
  }

  /// Vectors of narrow cells.
  private enum Narrow {
    BYTE("ByteVector", "B", 8),
    SHORT("ShortVector", "S", 16);

    private final String className;
    private final String cell;
    private final int bits;

    Narrow(String className, String cell, int bits) {
      this.className = Species.API + className;
      this.cell = cell;
      this.bits = bits;
    }

    private String descriptor() {
      return "L" + className + ";";
    }

    private int bitsOf(Species floats) {
      return Math.max(LEAST_BITS, floats.lanes() * bits);
    }

    private void push(Code code, Species floats) {
      code.field(Opcodes.GETSTATIC, className, "SPECIES_" + bitsOf(floats), Species.SPECIES);
    }

    /// Pushes a mask for as many cells as there are lanes; gives whether one is needed.
    private boolean pushMask(Code code, Species floats, @Nullable Runnable mask) {
      boolean isFull = bitsOf(floats) == floats.lanes() * bits;
      if (mask != null && isFull) {
        mask.run();
        push(code, floats);
        code.callVirtual(
            Species.API + "VectorMask", "cast", "(" + Species.SPECIES + ")" + Species.MASK);
      } else if (!isFull) {
        push(code, floats);
        pushBits(code, floats, mask);
        code.call(
            Species.API + "VectorMask", "fromLong", "(" + Species.SPECIES + "J)" + Species.MASK);
      }
      return mask != null || !isFull;
    }

    private static void pushBits(Code code, Species floats, @Nullable Runnable mask) {
      if (mask == null) {
        code.pushLong((1L << floats.lanes()) - 1);
      } else {
        mask.run();
        code.callVirtual(Species.API + "VectorMask", "toLong", "()J");
      }
    }
  }

  private void cells(Narrow narrow, Species floats, Runnable place, @Nullable Runnable mask) {
    narrow.push(code, floats);
    place.run();
    String masked = narrow.pushMask(code, floats, mask) ? Species.MASK : "";
    code.call(
        narrow.className,
        "fromArray",
        "(" + Species.SPECIES + "[" + narrow.cell + "I" + masked + ")" + narrow.descriptor());
  }

  private void convert(Narrow from, String how, Species to) {
    code.field(Opcodes.GETSTATIC, Species.OPERATORS, how, CONVERSION);
    to.push(code);
    convertShape(from.className, to.className());
  }

  private void convertShape(String from, String to) {
    code.op(Opcodes.ICONST_0);
    code.callVirtual(
        from, "convertShape", "(" + CONVERSION + Species.SPECIES + "I)" + Species.VECTOR);
    code.type(Opcodes.CHECKCAST, to);
  }

  /// Operations on the vector of `i32` on the stack.
  private record Ints(Code code, Species species) {
    void shift(String operator, int count) {
      Species.operator(code, operator, "Binary");
      code.pushInt(count);
      species.operated(code, "lanewise", "Binary", "I", species.descriptor());
    }

    void with(String operator, int number) {
      Species.operator(code, operator, "Associative");
      code.pushInt(number);
      species.operated(code, "lanewise", "Binary", "I", species.descriptor());
    }

    void asFloats() {
      Species floats = species.with(Scalar.F32);
      code.callVirtual(species.className(), "reinterpretAsFloats", "()" + floats.descriptor());
    }

    /// Turns the vector into the mask of lanes that compare so.
    void compare(String operator, int number) {
      Species.operator(code, operator, "Comparison");
      code.pushInt(number);
      species.operated(code, "compare", "Comparison", "I", Species.MASK);
    }

    /// Chooses the vector on the stack under the mask on it, elsewhere the one below.
    void blend() {
      code.callVirtual(
          species.className(),
          "blend",
          "(" + Species.VECTOR + Species.MASK + ")" + species.descriptor());
    }

    void or() {
      species.lanewise(code, "or", 1);
    }
  }

  /// Numbers of the sign-extended bits of `f16` on the stack (IEEE 754-2019 §3.4). The magnitude
  /// with the exponent's bias of `f32` is right for normal numbers. A subnormal one, `m · 2^-24`,
  /// then reads `2^-15 · (1 + m/1024)`: twice that without `2^-14`. Infinities and NaN get all ones
  /// as exponent.
  private void ofHalves(Species floats) {
    Ints ints = new Ints(code, floats.with(Scalar.I32));
    int half = method.values.temporary(VECTOR);
    int magnitude = method.values.temporary(VECTOR);
    Repr vector = Repr.reference(ints.species().className());
    code.store(vector, half);
    code.load(vector, half);
    ints.with("AND", 0x7FFF);
    ints.shift("LSHL", 13);
    ints.with("ADD", F16_BIAS);
    code.store(vector, magnitude);
    // Normal numbers, infinities and NaN.
    code.load(vector, magnitude);
    code.load(vector, magnitude);
    ints.with("OR", INFINITE);
    code.load(vector, magnitude);
    ints.compare("GE", F16_BIAS + (0x7C00 << 13));
    ints.blend();
    // Zeros and subnormal numbers.
    code.load(vector, magnitude);
    ints.asFloats();
    code.op(Opcodes.DUP);
    floats.lanewise(code, "add", 1);
    code.constant(0x1p-14f);
    code.callVirtual(floats.className(), "sub", "(F)" + floats.descriptor());
    code.callVirtual(floats.className(), "reinterpretAsInts", "()" + ints.species().descriptor());
    code.load(vector, magnitude);
    ints.compare("LT", F16_BIAS + (0x0400 << 13));
    ints.blend();
    code.load(vector, half);
    ints.with("AND", Integer.MIN_VALUE);
    ints.or();
    ints.asFloats();
    method.values.giveTemporary(VECTOR, magnitude);
    method.values.giveTemporary(VECTOR, half);
  }

  /// Integers of one block times its scale. All lanes are of one block, so reading is inside the
  /// array also for those that a mask leaves out.
  private void blocks(Scalar element, Species floats, Runnable place, @Nullable Runnable mask) {
    Repr array = Repr.array(INT);
    int cells = method.values.temporary(array);
    int at = method.values.temporary(INT);
    place.run();
    code.store(INT, at);
    code.store(array, cells);
    if (mask != null) {
      floats.zero(code);
    }
    cells(Narrow.BYTE, floats, () -> integers(element, cells, at), null);
    if (element == Scalar.Q8_0) {
      convert(Narrow.BYTE, "B2F", floats);
    } else {
      nibbles(floats, at);
    }
    bytes(cells);
    code.load(INT, at);
    code.call(BLOCKS, element.text() + "Scale", "([BI)F");
    code.callVirtual(floats.className(), "mul", "(F)" + floats.descriptor());
    if (mask != null) {
      mask.run();
      code.callVirtual(
          floats.className(),
          "blend",
          "(" + Species.VECTOR + Species.MASK + ")" + floats.descriptor());
    }
    method.values.giveTemporary(INT, at);
    method.values.giveTemporary(array, cells);
  }

  private void bytes(int cells) {
    code.local(Opcodes.ALOAD, cells);
  }

  /// Pushes the array and where the integers of an element and those behind it begin.
  private void integers(Scalar element, int cells, int at) {
    bytes(cells);
    code.load(INT, at);
    code.call(BLOCKS, element.text() + "At", "(I)I");
  }

  /// Turns the bytes on the stack into numbers from -8 to 7: their low halves for the first half of
  /// a block, their high halves for the second.
  private void nibbles(Species floats, int at) {
    Ints ints = new Ints(code, floats.with(Scalar.I32));
    convert(Narrow.BYTE, "B2I", ints.species());
    Species.operator(code, "LSHR", "Binary");
    code.load(INT, at);
    code.pushInt(16);
    code.op(Opcodes.IAND);
    code.op(Opcodes.ICONST_2);
    code.op(Opcodes.ISHR);
    ints.species().operated(code, "lanewise", "Binary", "I", ints.species().descriptor());
    ints.with("AND", 0xF);
    ints.with("ADD", -8);
    code.field(Opcodes.GETSTATIC, Species.OPERATORS, "I2F", CONVERSION);
    floats.push(code);
    convertShape(ints.species().className(), floats.className());
  }

  /// Rounds the vector on the stack to elements and writes them.
  ///
  /// @param place pushes the array and the place of the first lane
  /// @param mask pushes the mask, if there is one
  void storeVector(Scalar element, Species floats, Runnable place, @Nullable Runnable mask) {
    Ints ints = new Ints(code, floats.with(Scalar.I32));
    Repr vector = Repr.reference(ints.species().className());
    int bits = method.values.temporary(VECTOR);
    code.callVirtual(floats.className(), "reinterpretAsInts", "()" + ints.species().descriptor());
    code.store(vector, bits);
    if (element == Scalar.BF16) {
      toBrains(ints, vector, bits);
    } else {
      toHalves(ints, vector, bits);
    }
    method.values.giveTemporary(VECTOR, bits);
    code.field(Opcodes.GETSTATIC, Species.OPERATORS, "I2S", CONVERSION);
    Narrow.SHORT.push(code, floats);
    convertShape(ints.species().className(), Narrow.SHORT.className);
    place.run();
    String masked = Narrow.SHORT.pushMask(code, floats, mask) ? Species.MASK : "";
    code.callVirtual(Narrow.SHORT.className, "intoArray", "([SI" + masked + ")V");
  }

  /// To nearest, ties to even: half of what is cut off is added first, less one bit where the last
  /// bit that stays is 0. NaN stays NaN.
  private void toBrains(Ints ints, Repr vector, int bits) {
    roundUp(ints, vector, bits, 16);
    ints.shift("LSHR", 16);
    code.load(vector, bits);
    ints.shift("LSHR", 16);
    ints.with("OR", 0x40);
    isNan(ints, vector, bits);
    ints.blend();
  }

  /// Pushes the vector plus what rounds it when so many bits are cut off.
  private void roundUp(Ints ints, Repr vector, int bits, int cut) {
    code.load(vector, bits);
    ints.shift("LSHR", cut);
    ints.with("AND", 1);
    ints.with("ADD", (1 << (cut - 1)) - 1);
    code.load(vector, bits);
    ints.species().lanewise(code, "add", 1);
  }

  private void isNan(Ints ints, Repr vector, int bits) {
    code.load(vector, bits);
    ints.with("AND", Integer.MAX_VALUE);
    ints.compare("GT", INFINITE);
  }

  /// The same for normal numbers of `f16`; what is beyond becomes infinite. Smaller ones are
  /// multiples of 2^-24, the distance of floats from 1/2 on: adding 1/2 rounds them.
  private void toHalves(Ints ints, Repr vector, int bits) {
    int magnitude = method.values.temporary(VECTOR);
    code.load(vector, bits);
    ints.with("AND", Integer.MAX_VALUE);
    code.store(vector, magnitude);
    roundUp(ints, vector, magnitude, 13);
    ints.with("ADD", -F16_BIAS);
    ints.shift("LSHR", 13);
    ints.with("MIN", 0x7C00);
    // Zeros and subnormal numbers.
    Species floats = ints.species().with(Scalar.F32);
    code.load(vector, magnitude);
    ints.asFloats();
    code.constant(0.5f);
    code.callVirtual(floats.className(), "add", "(F)" + floats.descriptor());
    code.callVirtual(floats.className(), "reinterpretAsInts", "()" + ints.species().descriptor());
    ints.with("ADD", -Float.floatToRawIntBits(0.5f));
    code.load(vector, magnitude);
    ints.compare("LT", F16_BIAS + (0x0400 << 13));
    ints.blend();
    number(ints, 0x7E00);
    isNan(ints, vector, bits);
    ints.blend();
    code.load(vector, bits);
    ints.shift("LSHR", 16);
    ints.with("AND", 0x8000);
    ints.or();
    method.values.giveTemporary(VECTOR, magnitude);
  }

  private void number(Ints ints, int number) {
    ints.species().push(code);
    code.pushInt(number);
    ints.species().broadcast(code);
  }
}
