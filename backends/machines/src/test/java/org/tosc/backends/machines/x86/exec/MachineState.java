package org.tosc.backends.machines.x86.exec;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import org.tosc.backends.machines.x86.exec.Memory.Access;
import org.tosc.backends.machines.x86.isa.Indirect;
import org.tosc.backends.machines.x86.isa.Indirect.Form;
import org.tosc.backends.machines.x86.isa.Instruction;
import org.tosc.backends.machines.x86.isa.Operand;
import org.tosc.backends.machines.x86.isa.Register;

/// Registers and memory before one instruction, as `states.c` lays them out.
final class MachineState {
  private static final long DATA = 0x2000_0000L;
  private static final int DATA_SIZE = 1024;
  private static final int REQUEST = 16 + 16 * 8 + 8 + 8 + 64 + 2048 + DATA_SIZE;
  private static final long CODE = 0x40_0000L;

  private final RandomGenerator random;
  private final byte[] code = new byte[16];
  private final long[] general = new long[16];
  private final long[] masks = new long[8];
  private final long[] vectors = new long[256];
  private final byte[] data = new byte[DATA_SIZE];
  private long flags;
  private int control;

  MachineState(RandomGenerator random) {
    this.random = random;
    var values = new Values(random);
    for (int n = 0; n < 16; n++) {
      general[n] = values.integer();
    }
    general[4] = DATA + 512;
    for (int n = 0; n < 8; n++) {
      masks[n] = random.nextInt(4) == 0 ? random.nextInt(256) : random.nextLong();
    }
    for (int n = 0; n < 32; n++) {
      values.vector(vectors, n * 8);
    }
    long[] memory = new long[DATA_SIZE / 8];
    for (int n = 0; n < memory.length; n += 8) {
      values.vector(memory, n);
    }
    ByteBuffer.wrap(data).order(ByteOrder.LITTLE_ENDIAN).asLongBuffer().put(memory);
    flags = 0x202 | (random.nextInt() & 0x8D5);
    control = 0x1F80 | (random.nextBoolean() ? 0 : random.nextInt(4) << 13);
  }

  void setCode(byte[] bytes, int length) {
    System.arraycopy(bytes, 0, code, 0, length);
    code[15] = (byte) length;
  }

  byte[] code() {
    return code;
  }

  byte[] request() {
    ByteBuffer to = ByteBuffer.allocate(REQUEST).order(ByteOrder.LITTLE_ENDIAN);
    to.put(code);
    for (long g : general) {
      to.putLong(g);
    }
    to.putLong(flags).putLong(control);
    for (long m : masks) {
      to.putLong(m);
    }
    for (long v : vectors) {
      to.putLong(v);
    }
    return to.put(data).array();
  }

  /// What the processor made of a request.
  record Reply(long signal, ByteBuffer general, long flags, ByteBuffer rest) {
    Reply(ByteBuffer from) {
      this(
          from.getLong(), slice(from, 128), from.getLong(), slice(from, 8 + 64 + 2048 + DATA_SIZE));
    }

    private static ByteBuffer slice(ByteBuffer from, int bytes) {
      ByteBuffer part = from.slice(from.position(), bytes).order(ByteOrder.LITTLE_ENDIAN);
      from.position(from.position() + bytes);
      return part;
    }

    long mask(int n) {
      return rest.getLong(8 + 8 * n);
    }

    long vector(int n) {
      return rest.getLong(72 + 8 * n);
    }
  }

  /// Sets registers so that memory operands lie within the data; false where that cannot be.
  boolean aim(Instruction i) {
    boolean aimed = true;
    if (i.row().mnemonic().equals("maskmovdqu") || i.row().mnemonic().equals("vmaskmovdqu")) {
      general[7] = DATA + 256;
      return i.prefixes().segment() < 4 && !i.prefixes().addressSize();
    }
    boolean repeated = i.prefixes().repeat() != 0;
    for (Operand operand : i.operands()) {
      if (operand instanceof Indirect at && at.bytes() != 0) {
        aimed &= at.segment() < 4 && aim(i, at);
        if (at.form() == Form.STRING && repeated) {
          general[1] = (long) random.nextInt(6);
        }
      }
    }
    return aimed;
  }

  private boolean aim(Instruction i, Indirect at) {
    boolean bitString =
        i.row().mnemonic().startsWith("bt") && i.operands().get(1) instanceof Register;
    if (bitString) {
      int bits = ((Register) i.operands().get(1)).number();
      general[bits] = random.nextInt(2000) - 1000L;
    }
    long target = DATA + 256 + 64L * random.nextInt(4);
    Register base = at.base();
    Register index = at.index();
    if (base == null || base.number() == 4) {
      return false;
    }
    if (bitString && base.number() == ((Register) i.operands().get(1)).number()) {
      return false;
    }
    long rest = at.displacement();
    if (index != null && index.bytes() > 8) {
      boolean quadwords =
          at.index() != null && i.row().mnemonic().matches("vp?(gather|scatter)q.*");
      smallIndices(index.number(), quadwords);
    } else if (index != null) {
      if (index.number() == base.number() || index.number() == 4) {
        return false;
      }
      general[index.number()] = random.nextInt(64) - 32L;
      rest += general[index.number()] * at.scale();
    }
    general[base.number()] = target - rest;
    return true;
  }

  private void smallIndices(int register, boolean quadwords) {
    for (int k = 0; k < 8; k++) {
      long low = random.nextInt(50) - 25L;
      long high = random.nextInt(50) - 25L;
      vectors[register * 8 + k] = quadwords ? low : (low & 0xFFFF_FFFFL) | high << 32;
    }
  }

  /// Runs the model and says what is not as on the processor, or null.
  @Nullable String difference(Instruction i, Reply reply) {
    var memory = new Memory();
    byte[] changed = data.clone();
    byte[] program = new byte[code[15]];
    System.arraycopy(code, 0, program, 0, program.length);
    memory.map("code", CODE, program, Access.EXECUTE);
    memory.map("data", DATA, changed, Access.READ_WRITE);
    var cpu = new Cpu(memory);
    for (int n = 0; n < 16; n++) {
      cpu.setGeneral(n, general[n]);
    }
    for (int n = 0; n < 8; n++) {
      cpu.setMask(n, masks[n]);
    }
    for (int n = 0; n < 256; n++) {
      cpu.setVector(n / 8, n % 8, vectors[n]);
    }
    cpu.setFlags(flags);
    cpu.setMxcsr(control);
    cpu.setPc(CODE);
    Outcome outcome = cpu.run(1);
    if (outcome instanceof Outcome.Trapped(Trap trap, long count)) {
      return reply.signal != 0 ? null : trap.toString();
    }
    if (reply.signal != 0) {
      return "signal " + reply.signal;
    }
    return compare(i, cpu, reply, changed);
  }

  private @Nullable String compare(Instruction i, Cpu cpu, Reply reply, byte[] changed) {
    for (int n = 0; n < 16; n++) {
      if (cpu.general(n) != reply.general.getLong(8 * n)) {
        return show("general " + n, cpu.general(n), reply.general.getLong(8 * n), general[n]);
      }
    }
    long defined = DefinedFlags.of(i, general[1]);
    if (((cpu.flags() ^ reply.flags) & defined) != 0) {
      return show("flags", cpu.flags() & defined, reply.flags & defined, flags);
    }
    for (int n = 0; n < 8; n++) {
      if (cpu.mask(n) != reply.mask(n)) {
        return show("k" + n, cpu.mask(n), reply.mask(n), masks[n]);
      }
    }
    for (int n = 0; n < 256; n++) {
      long ours = cpu.vector(n / 8, n % 8);
      if (ours != reply.vector(n)) {
        return show("zmm" + n / 8 + "." + n % 8, ours, reply.vector(n), vectors[n])
            + sources(i, n % 8)
            + " rc "
            + (control >> 13 & 3);
      }
    }
    for (int n = 0; n < DATA_SIZE; n++) {
      byte theirs = reply.rest.get(72 + 2048 + n);
      if (changed[n] != theirs) {
        return show("data " + n, changed[n] & 0xFF, theirs & 0xFF, data[n]);
      }
    }
    return null;
  }

  private String sources(Instruction i, int part) {
    var text = new StringBuilder();
    for (Operand operand : i.operands()) {
      if (operand instanceof Register r && r.bytes() > 8) {
        text.append(' ').append(Long.toHexString(vectors[r.number() * 8 + part]));
      }
    }
    return " of" + text;
  }

  private static String show(String place, long ours, long theirs, long before) {
    return "%s: model %x, processor %x, before %x".formatted(place, ours, theirs, before);
  }
}
