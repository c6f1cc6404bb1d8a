package org.tosc.backends.machines.elf;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.tosc.backends.machines.elf.ElfFile.Header;
import org.tosc.backends.machines.elf.Executable.Segment;
import org.tosc.backends.machines.elf.Executable.Symbol;

/// Reads linked ELF files whose parts have fixed places (`ET_EXEC`), of 32 and 64 bits,
/// little-endian: programs for machines without an operating system.
///
/// ```java
/// switch (ExecutableReader.read(bytes)) {
///   case ExecutableReader.Outcome.Read(Executable program) -> …
///   case ExecutableReader.Outcome.Refused(String why) -> …
/// }
/// ```
public final class ExecutableReader {
  /// `PT_LOAD`.
  private static final int LOADED = 1;

  /// Symbols that stand for sections and files.
  private static final int SECTION = 3;

  private static final int FILE = 4;

  private final ElfFile file;

  /// What became of a file.
  public sealed interface Outcome {
    record Read(Executable program) implements Outcome {}

    /// It is none that can be read.
    ///
    /// @param why in words
    record Refused(String why) implements Outcome {}
  }

  private ExecutableReader(ElfFile file) {
    this.file = file;
  }

  /// Whether a file says that it is an executable of this kind.
  public static boolean isExecutable(byte[] bytes) {
    return ElfFile.isElf(bytes) && bytes.length > 17 && bytes[16] == 2 && bytes[17] == 0;
  }

  public static Outcome read(byte[] bytes) {
    try {
      return new Outcome.Read(new ExecutableReader(new ElfFile(bytes)).program());
    } catch (Damage damage) {
      return new Outcome.Refused(String.valueOf(damage.getMessage()));
    }
  }

  private Executable program() throws Damage {
    int type = file.type();
    if (type != 2) {
      throw new Damage(
          "it is " + ElfFile.kind(type) + ", expected an executable with fixed addresses");
    }
    List<Segment> segments = segments();
    List<Symbol> symbols = file.sections() == 0 ? List.of() : symbols(file.headers());
    long entry = file.word(file.shape.entryAt());
    return new Executable(file.machine(), file.shape.bits(), entry, segments, symbols);
  }

  private List<Segment> segments() throws Damage {
    int size = file.half(file.shape.halfAt(1));
    int count = file.half(file.shape.halfAt(2));
    if (count == 0) {
      throw new Damage("it has no segments");
    }
    if (size != file.shape.segment) {
      throw new Damage("headers of segments have " + file.shape.segment + " bytes, these " + size);
    }
    int start =
        file.need(
            file.word(file.shape.segmentsAt()), (long) count * size, "the headers of segments");
    List<Segment> all = new ArrayList<>();
    for (int n = 0; n < count; n++) {
      int at = start + n * size;
      if (file.bytes.getInt(at) == LOADED) {
        Segment segment = segment(n, at);
        if (segment.size() > 0) {
          all.add(segment);
        }
      }
    }
    all.sort(Comparator.comparingLong(Segment::address));
    for (int n = 1; n < all.size(); n++) {
      if (all.get(n).address() - all.get(n - 1).address() < all.get(n - 1).size()) {
        throw new Damage("its segments lie over each other");
      }
    }
    return all;
  }

  private Segment segment(int number, int at) throws Damage {
    boolean isNarrow = file.shape == Shape.ELF32;
    int word = file.shape.word;
    int flags = file.bytes.getInt(at + (isNarrow ? 24 : 4));
    int places = at + (isNarrow ? 4 : 8);
    long offset = file.word(places);
    long address = file.word(places + word);
    long inFile = file.word(places + 3 * word);
    long inMemory = file.word(places + 4 * word);
    int from = file.need(offset, inFile, "segment " + number);
    if (inFile > inMemory || inMemory < 0) {
      throw new Damage("segment " + number + " has more bytes in the file than in memory");
    }
    file.take(inMemory);
    long end = isNarrow ? 1L << 32 : Long.MAX_VALUE;
    if (address < 0 || inMemory > end - address) {
      throw new Damage("segment " + number + " reaches behind the end of memory");
    }
    byte[] bytes = new byte[(int) inFile];
    file.bytes.get(from, bytes);
    return new Segment(address, bytes, inMemory, (flags & 2) != 0, (flags & 1) != 0);
  }

  private List<Symbol> symbols(List<Header> headers) throws Damage {
    int names = ElfFile.namesOfSymbols(headers);
    List<Symbol> all = new ArrayList<>();
    for (int at : file.symbols(headers)) {
      int info = file.bytes.get(at + file.shape.infoAt()) & 0xFF;
      int home = file.half(at + file.shape.homeAt());
      int kind = info & 15;
      String name = file.text(headers, names, file.bytes.getInt(at));
      boolean hasPlace = home != ElfFile.UNDEFINED && home != ElfFile.COMMON;
      boolean isName = kind != SECTION && kind != FILE && Executable.Symbol.isName(name);
      if (hasPlace && isName) {
        all.add(
            new Symbol(
                name,
                file.word(at + file.shape.valueAt()),
                file.word(at + file.shape.sizeAt()),
                info >> 4 != 0,
                kind == 2));
      }
    }
    return all;
  }
}
