package org.tosc.backends.jvm.code;

import org.jspecify.annotations.Nullable;
import org.objectweb.asm.Opcodes;
import org.tosc.tir.ir.Scalar;
import org.tosc.tir.ir.Value;
import org.tosc.tir.ir.VectorType;

/// Emits accesses of elements that lie in fewer bits than the `f32` they are computed with: `f16`,
/// `bf16`, `i8`, and the blocks of `q8_0` and `q4_0`.
///
/// All of it is written out: HotSpot's C2 stops inlining methods where those of the Vector API have
/// become 8000 bytecodes (`DesiredMethodLimit`), and around a call vectors go through memory.
///
/// The Vector API has no conversions between `f32` and floats of 16 bits, so they are arithmetic on
/// their bits. It does have those of integers, which blocks are made of.
final class NarrowElements {
  private static final String BLOCKS = "org/tosc/rt/device/Blocks";
  private static final String BRAIN = "org/tosc/rt/tensor/Brain";
  private static final String CONVERSION = "L" + Species.OPERATORS + "$Conversion;";
  private static final String VAR_HANDLE = "Ljava/lang/invoke/VarHandle;";
  private static final Repr VECTOR = Repr.OBJECT;
  private static final Repr INT = Repr.of(Scalar.I32);
  private static final Repr FLOAT = Repr.of(Scalar.F32);

  /// Bytes of a block's scale, which comes first.
  private static final int SCALE_BYTES = 2;

  /// Elements of the half of a `q4_0` block that has the low halves of its bytes.
  private static final int HALF = 16;

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
    return VectorType.isNarrow(OpenViews.element(view));
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
        code.pushInt(16);
        code.op(Opcodes.ISHL);
        code.call("java/lang/Float", "intBitsToFloat", "(I)F");
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

  /// Pushes a vector of `f32`, or of `i32` from elements of `i8`.
  ///
  /// @param place pushes the array and the place of the first lane
  /// @param behind how far from there the first lane is, if the place is that of a block's first
  ///   element; otherwise below 0
  /// @param mask pushes the mask, if there is one
  void loadVector(
      Scalar element, Species lanes, Runnable place, int behind, @Nullable Runnable mask) {
    switch (element) {
      case BF16 -> {
        cells(Narrow.SHORT, lanes, place, mask);
        convert(Narrow.SHORT, "ZERO_EXTEND_S2I", lanes.with(Scalar.I32));
        Ints ints = new Ints(code, lanes.with(Scalar.I32));
        ints.shift("LSHL", 16);
        ints.asFloats();
      }
      case F16 -> {
        cells(Narrow.SHORT, lanes, place, mask);
        convert(Narrow.SHORT, "S2I", lanes.with(Scalar.I32));
        ofHalves(lanes);
      }
      case I8 -> {
        cells(Narrow.BYTE, lanes, place, mask);
        convert(Narrow.BYTE, lanes.element() == Scalar.I32 ? "B2I" : "B2F", lanes);
      }
      case Q8_0, Q4_0 -> blocks(element, lanes, place, behind, mask);
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

    /// Adds a number to lanes where the vector in a local compares so with another.
    void addWhere(String operator, int bound, int number, int local) {
      Species.operator(code, "ADD", "Associative");
      code.pushInt(number);
      code.load(Repr.reference(species.className()), local);
      compare(operator, bound);
      species.operated(code, "lanewise", "Binary", "I" + Species.MASK, species.descriptor());
    }

    void or() {
      species.lanewise(code, "or", 1);
    }
  }

  /// Numbers of the sign-extended bits of `f16` on the stack (IEEE 754-2019 §3.4). The magnitude
  /// with the exponent's bias of `f32` is right for normal numbers. A subnormal one, `m · 2^-24`,
  /// then reads `2^-15 · (1 + m/1024)`, and is twice that less `2^-14`, which is more than it for
  /// normal numbers: the lesser of both is right. Infinities and NaN get the bias once more.
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
    code.load(vector, magnitude);
    ints.asFloats();
    code.constant(2f);
    code.constant(-0x1p-14f);
    code.callVirtual(floats.className(), "fma", "(FF)" + floats.descriptor());
    code.callVirtual(floats.className(), "reinterpretAsInts", "()" + ints.species().descriptor());
    code.load(vector, magnitude);
    code.callVirtual(
        ints.species().className(),
        "min",
        "(" + Species.VECTOR + ")" + ints.species().descriptor());
    ints.addWhere("GE", F16_BIAS + (0x7C00 << 13), F16_BIAS, magnitude);
    code.load(vector, half);
    ints.with("AND", Integer.MIN_VALUE);
    ints.or();
    ints.asFloats();
    method.values.giveTemporary(VECTOR, magnitude);
    method.values.giveTemporary(VECTOR, half);
  }

  /// Integers of one block times its scale. All lanes are of one block, so reading is inside the
  /// array also for those that a mask leaves out.
  private void blocks(
      Scalar element, Species floats, Runnable place, int behind, @Nullable Runnable mask) {
    Repr array = Repr.array(INT);
    int cells = method.values.temporary(array);
    int at = method.values.temporary(INT);
    int first = method.values.temporary(INT);
    int scale = method.values.temporary(FLOAT);
    place.run();
    code.store(INT, at);
    code.store(array, cells);
    first(element, at, behind);
    code.store(INT, first);
    // First what may lie outside the array: a vector on the stack would have to wait for that.
    code.field(Opcodes.GETSTATIC, BLOCKS, "SCALE", VAR_HANDLE);
    code.local(Opcodes.ALOAD, cells);
    code.load(INT, first);
    code.pushInt(-SCALE_BYTES);
    code.op(Opcodes.IADD);
    code.callVirtual("java/lang/invoke/VarHandle", "get", "([BI)S");
    code.call("java/lang/Float", "float16ToFloat", "(S)F");
    code.store(FLOAT, scale);
    if (mask != null) {
      floats.zero(code);
    }
    Runnable integers =
        () -> {
          code.local(Opcodes.ALOAD, cells);
          integers(element, at, first, behind);
        };
    cells(Narrow.BYTE, floats, integers, null);
    if (element == Scalar.Q8_0) {
      convert(Narrow.BYTE, "B2F", floats);
    } else {
      nibbles(floats, at, behind);
    }
    code.load(FLOAT, scale);
    code.callVirtual(floats.className(), "mul", "(F)" + floats.descriptor());
    if (mask != null) {
      mask.run();
      code.callVirtual(
          floats.className(),
          "blend",
          "(" + Species.VECTOR + Species.MASK + ")" + floats.descriptor());
    }
    method.values.giveTemporary(FLOAT, scale);
    method.values.giveTemporary(INT, first);
    method.values.giveTemporary(INT, at);
    method.values.giveTemporary(array, cells);
  }

  /// Pushes where the first integer of a block is.
  private void first(Scalar element, int at, int behind) {
    code.load(INT, at);
    code.op(Opcodes.ICONST_5);
    code.op(Opcodes.ISHR);
    code.pushInt(bytes(element));
    code.op(Opcodes.IMUL);
    int blocks = Math.max(0, behind) / element.blockSize();
    code.pushInt(SCALE_BYTES + blocks * bytes(element));
    code.op(Opcodes.IADD);
  }

  /// Bytes of a block.
  private static int bytes(Scalar element) {
    return (int) (element.bits() * element.blockSize() / Byte.SIZE);
  }

  /// Pushes where the integers of the first lane and those behind it begin.
  private void integers(Scalar element, int at, int first, int behind) {
    int integers = element == Scalar.Q8_0 ? element.blockSize() : HALF;
    code.load(INT, first);
    if (behind < 0) {
      code.load(INT, at);
      code.pushInt(integers - 1);
      code.op(Opcodes.IAND);
      code.op(Opcodes.IADD);
    } else if (behind % integers > 0) {
      code.pushInt(behind % integers);
      code.op(Opcodes.IADD);
    }
  }

  /// Turns the bytes on the stack into numbers from -8 to 7: their low halves for the first half of
  /// a block, their high halves for the second.
  private void nibbles(Species floats, int at, int behind) {
    Ints ints = new Ints(code, floats.with(Scalar.I32));
    convert(Narrow.BYTE, "B2I", ints.species());
    if (behind >= 0 && behind % Scalar.Q4_0.blockSize() >= HALF) {
      ints.shift("LSHR", 4);
    } else if (behind < 0) {
      Species.operator(code, "LSHR", "Binary");
      code.load(INT, at);
      code.pushInt(HALF);
      code.op(Opcodes.IAND);
      code.op(Opcodes.ICONST_2);
      code.op(Opcodes.ISHR);
      ints.species().operated(code, "lanewise", "Binary", "I", ints.species().descriptor());
    }
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
