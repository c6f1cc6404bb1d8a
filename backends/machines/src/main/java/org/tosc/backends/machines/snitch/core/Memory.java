package org.tosc.backends.machines.snitch.core;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tosc.backends.machines.snitch.isa.Behaviour.AtomicOperation;

/// What a cluster sees under addresses: its own memory, and memory outside, which is there where it
/// was written or loaded (snitch.md section 2.8).
public final class Memory {
  /// Where the cluster's own memory begins.
  public static final int TCDM = 0x10000000;

  /// Where the memory outside begins.
  public static final int DRAM = 0x80000000;

  private static final int ALIAS = 0x18000000;
  private static final int PAGE_BITS = 16;
  private static final int PAGE = 1 << PAGE_BITS;
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle INTS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);

  private final byte[] tcdm;
  private final Map<Integer, byte[]> pages = new HashMap<>();
  private int lastNumber = -1;
  private byte @Nullable [] lastPage;

  // The page outside of the cluster that instructions come from.
  private int codeNumber = -1;
  private byte @Nullable [] codePage;

  private @Nullable Peripherals peripherals;

  /// The word that `lr.w` reserved, and for which hart; negative for none. There is one reservation
  /// for all cores; `snitch_amo_shim.sv` has one for each bank.
  private int reserved;

  private int reservedBy = -1;

  Memory(int tcdmBytes) {
    tcdm = new byte[tcdmBytes];
  }

  int tcdmBytes() {
    return tcdm.length;
  }

  /// What is wrong with accessing an address; null for nothing.
  Misuse.@Nullable Kind fault(int address) {
    if (offset(address) >= 0 || Integer.compareUnsigned(address, DRAM) >= 0) {
      return null;
    }
    if (Peripherals.isAt(address)) {
      return null;
    }
    int behind = address - TCDM - tcdm.length;
    return Integer.compareUnsigned(behind, tcdm.length) < 0
        ? Misuse.Kind.TCDM_OVERFLOW
        : Misuse.Kind.ADDRESS;
  }

  void attach(Peripherals attached) {
    peripherals = attached;
  }

  /// Whether an address is in the cluster's memory.
  boolean isInCluster(int address) {
    return offset(address) >= 0;
  }

  /// The offset into the cluster's memory; negative where it is elsewhere.
  int offset(int address) {
    int offset = address - TCDM;
    if (Integer.compareUnsigned(offset, tcdm.length) < 0) {
      return offset;
    }
    offset = address - ALIAS;
    return Integer.compareUnsigned(offset, tcdm.length) < 0 ? offset : -1;
  }

  /// A word of 64 bits of the cluster's memory.
  long tcdmWord(int offset) {
    return (long) LONGS.get(tcdm, offset);
  }

  void setTcdmWord(int offset, long value) {
    LONGS.set(tcdm, offset, value);
  }

  /// Reads bytes, the lowest first.
  ///
  /// @param bytes 1, 2, 4 or 8, of which the address is a multiple
  long read(int address, int bytes) {
    int offset = offset(address);
    if (offset < 0 && peripherals != null && Peripherals.isAt(address)) {
      return peripherals.read(address, bytes);
    }
    byte[] page = offset >= 0 ? tcdm : page(address);
    int at = offset >= 0 ? offset : address & PAGE - 1;
    return switch (bytes) {
      case 1 -> page[at] & 0xFFL;
      case 2 -> (page[at] & 0xFFL) | ((page[at + 1] & 0xFFL) << 8);
      case 4 -> (int) INTS.get(page, at) & 0xFFFFFFFFL;
      case 8 -> (long) LONGS.get(page, at);
      default -> throw new IllegalArgumentException(bytes + " bytes");
    };
  }

  /// Writes bytes, the lowest first.
  public void write(int address, int bytes, long value) {
    int offset = offset(address);
    if (offset < 0 && peripherals != null && Peripherals.isAt(address)) {
      peripherals.write(address, value);
      return;
    }
    byte[] page = offset >= 0 ? tcdm : page(address);
    int at = offset >= 0 ? offset : address & PAGE - 1;
    switch (bytes) {
      case 1 -> page[at] = (byte) value;
      case 2 -> {
        page[at] = (byte) value;
        page[at + 1] = (byte) (value >> 8);
      }
      case 4 -> INTS.set(page, at, (int) value);
      case 8 -> LONGS.set(page, at, value);
      default -> throw new IllegalArgumentException(bytes + " bytes");
    }
  }

  /// An instruction.
  int instruction(int address) {
    byte[] page = codePage;
    if (address >>> PAGE_BITS != codeNumber || page == null) {
      if (offset(address) >= 0 || Integer.compareUnsigned(address, DRAM) < 0) {
        return (int) read(address, Integer.BYTES);
      }
      page = page(address);
      codePage = page;
      codeNumber = address >>> PAGE_BITS;
    }
    return (int) INTS.get(page, address & PAGE - 1);
  }

  /// Copies bytes of a line of 64 bytes or a part of it.
  void readLine(int address, int count, byte[] into) {
    if (Peripherals.isAt(address)) {
      for (int i = 0; i < count; i++) {
        into[i] = (byte) read(address + i, 1);
      }
      return;
    }
    int offset = offset(address);
    byte[] page = offset >= 0 ? tcdm : page(address);
    System.arraycopy(page, offset >= 0 ? offset : address & PAGE - 1, into, 0, count);
  }

  /// Copies bytes to a line of 64 bytes or a part of it.
  void writeLine(int address, int count, byte[] from) {
    if (Peripherals.isAt(address)) {
      return;
    }
    int offset = offset(address);
    byte[] page = offset >= 0 ? tcdm : page(address);
    System.arraycopy(from, 0, page, offset >= 0 ? offset : address & PAGE - 1, count);
  }

  /// Copies bytes to an address.
  public void load(int address, byte[] bytes) {
    for (int i = 0; i < bytes.length; i++) {
      write(address + i, 1, bytes[i]);
    }
  }

  /// Copies bytes from an address.
  public byte[] bytes(int address, int count) {
    byte[] bytes = new byte[count];
    for (int i = 0; i < count; i++) {
      bytes[i] = (byte) read(address + i, 1);
    }
    return bytes;
  }

  private byte[] page(int address) {
    int number = address >>> PAGE_BITS;
    byte[] page = lastPage;
    if (number != lastNumber || page == null) {
      page = pages.computeIfAbsent(number, _ -> new byte[PAGE]);
      lastNumber = number;
      lastPage = page;
    }
    return page;
  }

  /// Does what an access asks for; what it loads is put into it, extended to 64 bits.
  ///
  /// @param hart whose it is
  void serve(Access access, int hart) {
    if (access.atomic != null) {
      access.data = atomic(access, access.atomic, hart);
    } else if (access.write) {
      invalidate(access.address, hart);
      write(access.address, access.bytes, access.data);
    } else {
      access.data = extended(access, read(access.address, access.bytes));
    }
  }

  private static long extended(Access access, long value) {
    int unused = Long.SIZE - access.bytes * Byte.SIZE;
    if (access.ofFloat) {
      return unused == 0 ? value : value | (-1L << (Long.SIZE - unused));
    }
    return access.signed ? value << unused >> unused : value;
  }

  private long atomic(Access access, AtomicOperation operation, int hart) {
    int old = (int) read(access.address, Integer.BYTES);
    int value = (int) access.data;
    int result =
        switch (operation) {
          case ADD -> old + value;
          case XOR -> old ^ value;
          case OR -> old | value;
          case AND -> old & value;
          case MIN -> Math.min(old, value);
          case MAX -> Math.max(old, value);
          case MINU -> Integer.compareUnsigned(old, value) < 0 ? old : value;
          case MAXU -> Integer.compareUnsigned(old, value) > 0 ? old : value;
          case SWAP -> value;
          case LOAD_RESERVED -> old;
          case STORE_CONDITIONAL -> value;
        };
    return switch (operation) {
      case LOAD_RESERVED -> {
        if (reservedBy < 0 || reservedBy == hart) {
          reserved = access.address;
          reservedBy = hart;
        }
        yield old;
      }
      case STORE_CONDITIONAL -> {
        boolean stores = holdsReservation(hart, access.address);
        reservedBy = reservedBy == hart ? -1 : reservedBy;
        if (stores) {
          write(access.address, Integer.BYTES, result);
        }
        yield stores ? 0 : 1;
      }
      case ADD, XOR, OR, AND, MIN, MAX, MINU, MAXU, SWAP -> {
        invalidate(access.address, hart);
        write(access.address, Integer.BYTES, result);
        yield old;
      }
    };
  }

  /// A word is written: others' reservations of its 8 bytes are gone.
  ///
  /// @param hart who writes; negative for the DMA engine
  void invalidate(int address, int hart) {
    if (reservedBy >= 0 && reservedBy != hart && (address ^ reserved) >>> 3 == 0) {
      reservedBy = -1;
    }
  }

  /// Whether a hart's reservation of a word still stands: nobody has written it.
  boolean holdsReservation(int hart, int address) {
    return reservedBy == hart && reserved == address;
  }

  /// Whether a hart has a reservation at all.
  boolean holdsReservation(int hart) {
    return reservedBy == hart;
  }
}
