package org.tosc.backends.x86.cpu;

import java.util.ArrayList;
import java.util.List;

/// A cache of the processor.
///
/// @param level 1 is the nearest to the core
/// @param bytes all of it
/// @param lineBytes what is loaded at once
/// @param ways how many lines of one set there are
/// @param sharedBy at most so many hardware threads use it together: the room for their numbers,
///   often more than there are
public record CpuCache(int level, Kind kind, long bytes, int lineBytes, int ways, int sharedBy) {
  private static final int INTEL_LEAF = 4;
  private static final int AMD_LEAF = 0x8000_001D;

  /// More would be no processor, but an answer that never ends.
  private static final int MOST = 16;

  /// What a cache holds.
  public enum Kind {
    DATA,
    INSTRUCTIONS,
    UNIFIED
  }

  /// All caches, nearest first: by the "deterministic cache parameters" of leaf 04H (Intel SDM
  /// volume 2A, CPUID), or by leaf 8000_001DH of the same form (AMD APM volume 3, appendix E.4.15)
  /// where the processor says that it has it (8000_0001H, ECX bit 22, TopologyExtensions).
  static List<CpuCache> read(Cpuid cpu) {
    boolean amd = cpu.query(0x8000_0001, 0).bit(Cpuid.Register.ECX, 22);
    List<CpuCache> caches = new ArrayList<>();
    for (int i = 0; i < MOST; i++) {
      Cpuid.Answer answer = cpu.query(amd ? AMD_LEAF : INTEL_LEAF, i);
      int type = answer.eax() & 0x1f;
      if (type == 0) {
        break;
      }
      if (type <= 3) {
        caches.add(of(answer, type));
      }
    }
    return List.copyOf(caches);
  }

  private static CpuCache of(Cpuid.Answer answer, int type) {
    int line = (answer.ebx() & 0xfff) + 1;
    int partitions = (answer.ebx() >>> 12 & 0x3ff) + 1;
    int ways = (answer.ebx() >>> 22) + 1;
    long sets = Integer.toUnsignedLong(answer.ecx()) + 1;
    Kind kind = type == 1 ? Kind.DATA : type == 2 ? Kind.INSTRUCTIONS : Kind.UNIFIED;
    return new CpuCache(
        answer.eax() >>> 5 & 7,
        kind,
        sets * ways * partitions * line,
        line,
        ways,
        (answer.eax() >>> 14 & 0xfff) + 1);
  }
}
