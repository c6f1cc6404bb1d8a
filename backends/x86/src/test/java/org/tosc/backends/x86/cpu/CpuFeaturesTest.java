package org.tosc.backends.x86.cpu;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.tosc.backends.x86.pool.CodePool;

class CpuFeaturesTest {
  private static final Path FLAGS = Path.of("/proc/cpuinfo");
  private static final Path CACHES = Path.of("/sys/devices/system/cpu/cpu0/cache");

  /// The kernel of Linux asks the processor itself, and takes away what it does not save.
  @Test
  void whatLinuxSays() throws IOException {
    Assumptions.assumeTrue(CodePool.isSupported(), "not checked: no machine code on this system");
    Assumptions.assumeTrue(Files.isReadable(FLAGS), "not checked: no /proc/cpuinfo");
    List<String> lines = Files.readAllLines(FLAGS);
    Set<String> flags = new HashSet<>(Arrays.asList(after(lines, "flags").split(" ")));
    Set<CpuFeature> expected = EnumSet.noneOf(CpuFeature.class);
    for (CpuFeature feature : CpuFeature.values()) {
      if (flags.contains(feature.linuxName())) {
        expected.add(feature);
      }
    }
    assertEquals(expected, CpuFeatures.host().offered());
    assertEquals(after(lines, "vendor_id"), CpuFeatures.host().vendor());
  }

  @Test
  void cachesAreThoseOfLinux() throws IOException {
    Assumptions.assumeTrue(CodePool.isSupported(), "not checked: no machine code on this system");
    Assumptions.assumeTrue(Files.isDirectory(CACHES), "not checked: Linux tells no caches");
    List<String> expected = new ArrayList<>();
    try (Stream<Path> folders = Files.list(CACHES)) {
      for (Path folder :
          folders.filter(f -> f.getFileName().toString().startsWith("index")).sorted().toList()) {
        expected.add(
            "L%s %s %s line %s ways %s"
                .formatted(
                    text(folder, "level"),
                    text(folder, "type"),
                    text(folder, "size"),
                    text(folder, "coherency_line_size"),
                    text(folder, "ways_of_associativity")));
      }
    }
    assertEquals(
        expected, CpuFeatures.host().caches().stream().map(CpuFeaturesTest::line).toList());
  }

  @Test
  void elsewhereThereIsNothing() {
    assertEquals(Set.of(), CpuFeatures.NONE.offered());
    assertEquals(CodePool.isSupported(), !CpuFeatures.host().equals(CpuFeatures.NONE));
  }

  @Test
  void whatTheSystemDoesNotSaveIsNotOffered() {
    Planted cpu = new Planted().leaf(0, 0, 7, 0, 0, 0);
    cpu.leaf(1, 0, 0, 0, 1 << 27 | 1 << 28 | 1 << 12, 0)
        .leaf(7, 0, 0, 1 << 5 | 1 << 16, 0, 1 << 24);
    Set<CpuFeature> ymm = EnumSet.of(CpuFeature.AVX, CpuFeature.FMA, CpuFeature.AVX2);
    assertEquals(ymm, CpuFeatures.read(cpu.saving(0x7)).offered());
    assertEquals(ymm, CpuFeatures.read(cpu.saving(0x7 | 0x60)).offered(), "half of zmm");
    Set<CpuFeature> zmm = EnumSet.copyOf(ymm);
    zmm.add(CpuFeature.AVX512F);
    assertEquals(zmm, CpuFeatures.read(cpu.saving(0xe7)).offered());
    zmm.add(CpuFeature.AMX_TILE);
    CpuFeatures all = CpuFeatures.read(cpu.saving(0x600e7));
    assertEquals(zmm, all.offered());
    assertTrue(all.hasAll(CpuFeature.AVX2, CpuFeature.AVX512F));
    assertFalse(all.hasAll(CpuFeature.AVX2, CpuFeature.AVX_VNNI));
    assertEquals(Set.of(), CpuFeatures.read(cpu.saving(0)).offered());
    cpu.leaf(1, 0, 0, 0, 1 << 28, 0);
    assertEquals(Set.of(), CpuFeatures.read(cpu.saving(0xe7)).offered(), "XGETBV does not work");
  }

  /// Answers put together by hand from the fields that AMD's manual describes; leaf 4 is empty.
  @Test
  void cachesOfAmd() {
    Planted cpu = new Planted().leaf(0x8000_0001, 0, 0, 0, 1 << 22, 0);
    cpu.leaf(0x8000_001D, 0, 0x4121, 0x01c0003f, 0x3f, 0);
    cpu.leaf(0x8000_001D, 1, 0x4122, 0x01c0003f, 0x3f, 0);
    cpu.leaf(0x8000_001D, 2, 0x4143, 0x01c0003f, 0x3ff, 2);
    cpu.leaf(0x8000_001D, 3, 0x1c163, 0x03c0003f, 0x3fff, 1);
    CpuFeatures features = CpuFeatures.read(cpu);
    assertEquals(
        List.of(
            new CpuCache(1, CpuCache.Kind.DATA, 32 << 10, 64, 8, 2),
            new CpuCache(1, CpuCache.Kind.INSTRUCTIONS, 32 << 10, 64, 8, 2),
            new CpuCache(2, CpuCache.Kind.UNIFIED, 512 << 10, 64, 8, 2),
            new CpuCache(3, CpuCache.Kind.UNIFIED, 16 << 20, 64, 16, 8)),
        features.caches());
    assertEquals(512 << 10, features.dataCache(2).orElseThrow().bytes());
    assertTrue(features.dataCache(4).isEmpty());
  }

  private static String after(List<String> lines, String key) {
    String line = lines.stream().filter(l -> l.startsWith(key)).findFirst().orElseThrow();
    return line.substring(line.indexOf(':') + 2);
  }

  private static String text(Path folder, String name) throws IOException {
    return Files.readString(folder.resolve(name)).strip();
  }

  private static String line(CpuCache cache) {
    String kind =
        switch (cache.kind()) {
          case DATA -> "Data";
          case INSTRUCTIONS -> "Instruction";
          case UNIFIED -> "Unified";
        };
    return "L%d %s %dK line %d ways %d"
        .formatted(cache.level(), kind, cache.bytes() >> 10, cache.lineBytes(), cache.ways());
  }

  /// A processor that says what it is told to.
  private static final class Planted implements Cpuid {
    private final Map<Long, Answer> answers = new HashMap<>();
    private long states;

    Planted leaf(int leaf, int subleaf, int eax, int ebx, int ecx, int edx) {
      answers.put((long) leaf << 32 | subleaf, new Answer(eax, ebx, ecx, edx));
      return this;
    }

    Planted saving(long xcr0) {
      states = xcr0;
      return this;
    }

    @Override
    public Answer query(int leaf, int subleaf) {
      return answers.getOrDefault((long) leaf << 32 | subleaf, Answer.NONE);
    }

    @Override
    public long savedStates() {
      return states;
    }
  }
}
