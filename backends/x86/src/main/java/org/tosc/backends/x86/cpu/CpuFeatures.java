package org.tosc.backends.x86.cpu;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.tosc.backends.x86.pool.CodePool;

/// What machine code may use on a processor: what it has, and the operating system saves when it
/// switches threads.
///
/// @param vendor `GenuineIntel`, `AuthenticAMD`, …; empty where nothing is known
/// @param caches nearest first; empty where the processor does not tell
public record CpuFeatures(String vendor, Set<CpuFeature> offered, List<CpuCache> caches) {
  /// Nothing: another architecture, or a system on which machine code does not run.
  public static final CpuFeatures NONE = new CpuFeatures("", Set.of(), List.of());

  private static final int OSXSAVE = 27;

  public CpuFeatures {
    offered = Collections.unmodifiableSet(copy(offered));
    caches = List.copyOf(caches);
  }

  /// The machine that this runs on. It is asked once.
  public static CpuFeatures host() {
    return Host.FEATURES;
  }

  public boolean has(CpuFeature feature) {
    return offered.contains(feature);
  }

  public boolean hasAll(CpuFeature... features) {
    return offered.containsAll(List.of(features));
  }

  /// The cache of data at a level.
  public Optional<CpuCache> dataCache(int level) {
    return caches.stream()
        .filter(c -> c.level() == level && c.kind() != CpuCache.Kind.INSTRUCTIONS)
        .findFirst();
  }

  static CpuFeatures read(Cpuid cpu) {
    Cpuid.Answer first = cpu.query(0, 0);
    ByteBuffer name = ByteBuffer.allocate(12).order(ByteOrder.LITTLE_ENDIAN);
    name.putInt(first.ebx()).putInt(first.edx()).putInt(first.ecx());
    boolean tellsStates = cpu.query(1, 0).bit(Cpuid.Register.ECX, OSXSAVE);
    long saved = tellsStates ? cpu.savedStates() : 0;
    Set<CpuFeature> offered = EnumSet.noneOf(CpuFeature.class);
    for (CpuFeature feature : CpuFeature.values()) {
      if (feature.isIn(cpu, saved)) {
        offered.add(feature);
      }
    }
    String vendor = new String(name.array(), StandardCharsets.ISO_8859_1);
    return new CpuFeatures(vendor, offered, CpuCache.read(cpu));
  }

  private static EnumSet<CpuFeature> copy(Set<CpuFeature> features) {
    EnumSet<CpuFeature> copy = EnumSet.noneOf(CpuFeature.class);
    copy.addAll(features);
    return copy;
  }

  /// Loaded when it is asked for.
  private static final class Host {
    static final CpuFeatures FEATURES = ask();

    private static CpuFeatures ask() {
      if (!CodePool.isSupported()) {
        return NONE;
      }
      try (HostCpuid cpu = new HostCpuid()) {
        return read(cpu);
      }
    }
  }
}
