package org.tosc.backends.x86.asm;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What rows say that a CPU must have is what GNU as says: it takes an instruction where no more is
/// allowed (`.arch`), and refuses it where one feature is replaced by those that it builds on.
class FeatureTest {
  private static final int PER_FORM = 3;

  /// Those that GNU as calls otherwise.
  private static final Map<Feature, String> NAMES =
      Map.of(
          Feature.SSE4_1, "sse4.1",
          Feature.SSE4_2, "sse4.2",
          Feature.BMI1, "bmi",
          Feature.PREFETCHW, "prfchw",
          Feature.PCLMULQDQ, "pclmul",
          Feature.AVX512_IFMA, "avx512ifma",
          Feature.AVX512_VBMI, "avx512vbmi");

  private static final Map<Set<Feature>, List<Samples.Sample>> BY_FEATURES = byFeatures();

  private static Map<Set<Feature>, List<Samples.Sample>> byFeatures() {
    Samples samples = new Samples(3);
    Map<Set<Feature>, List<Samples.Sample>> all = new LinkedHashMap<>();
    for (Opcode opcode : Samples.opcodes()) {
      if (opcode == Base.ENDBR64) {
        continue; // It does nothing where there is no CET, which GNU as asks for.
      }
      for (Samples.Sample sample : samples.few(opcode, PER_FORM)) {
        Form form = Forms.find(opcode, sample.operands());
        all.computeIfAbsent(form.features(), _ -> new ArrayList<>()).add(sample);
      }
    }
    return all;
  }

  @Test
  void whatRowsSayIsEnough(@TempDir Path folder) throws IOException {
    assumeTrue(GnuAssembler.isPresent(), "not checked: GNU as is not installed");
    List<String> refused = new ArrayList<>();
    for (Map.Entry<Set<Feature>, List<Samples.Sample>> entry : BY_FEATURES.entrySet()) {
      refused.addAll(refused(entry.getValue(), entry.getKey(), folder).values());
    }
    assertEquals("", String.join("\n", refused));
  }

  @Test
  void whatRowsSayIsNeeded(@TempDir Path folder) throws IOException {
    assumeTrue(GnuAssembler.isPresent(), "not checked: GNU as is not installed");
    List<String> taken = new ArrayList<>();
    for (Map.Entry<Set<Feature>, List<Samples.Sample>> entry : BY_FEATURES.entrySet()) {
      for (Feature feature : entry.getKey()) {
        if (feature == Feature.AVX512F && entry.getKey().size() > 1) {
          continue; // The others of AVX-512 are nothing without it, and GNU as knows.
        }
        Set<Feature> fewer = without(feature, entry.getKey());
        List<Samples.Sample> samples = entry.getValue();
        Map<Integer, String> refused = refused(samples, fewer, folder);
        for (int i = 0; i < samples.size(); i++) {
          if (!refused.containsKey(i) && !isOtherwiseRead(samples.get(i), feature)) {
            taken.add(text(samples.get(i)) + " needs no " + feature + ", " + fewer + " is enough");
          }
        }
      }
    }
    assertEquals("", String.join("\n", taken));
  }

  /// Whether GNU as reads something else without the feature: `xmm16` as the name of a place in
  /// memory, a broadcast as one to 512 bits where no other operand has its length.
  private static boolean isOtherwiseRead(Samples.Sample sample, Feature feature) {
    boolean hasHigh = false;
    boolean isBroadcast = false;
    int longest = 0;
    for (Operand operand : sample.operands()) {
      switch (operand instanceof Masked m ? m.to() : operand) {
        case Vec v -> {
          hasHigh |= v.number() >= 16;
          longest = Math.max(longest, v.bits());
        }
        case Mem m -> isBroadcast |= m.isBroadcast();
        case Gpr _, Mask _, Tile _, Imm _, Label _, Masked _, Rounding _ -> {}
      }
    }
    return (feature == Feature.AVX512F && hasHigh)
        || (feature == Feature.AVX512VL && isBroadcast && longest <= 128);
  }

  /// With what a feature builds on in its place.
  private static Set<Feature> without(Feature feature, Set<Feature> all) {
    Set<Feature> fewer = EnumSet.noneOf(Feature.class);
    fewer.addAll(all);
    fewer.remove(feature);
    fewer.addAll(
        switch (feature) {
          case SSE3, AES, PCLMULQDQ, GFNI, POPCNT, LZCNT, BMI1, BMI2, MOVBE, ADX -> Set.of();
          case CX16, PREFETCHW, XSAVE, AMX_TILE -> Set.of();
          case AMX_BF16, AMX_INT8 -> Set.of(Feature.AMX_TILE);
          case SSSE3 -> Set.of(Feature.SSE3);
          case SSE4_1 -> Set.of(Feature.SSSE3);
          case SSE4_2 -> Set.of(Feature.SSE4_1);
          case AVX -> Set.of(Feature.SSE4_2);
          case AVX2, FMA, F16C -> Set.of(Feature.AVX);
          case VAES -> Set.of(Feature.AES, Feature.AVX2);
          case VPCLMULQDQ -> Set.of(Feature.PCLMULQDQ, Feature.AVX2);
          case AVX_VNNI -> Set.of(Feature.AVX2);
          case AVX512F -> Set.of(Feature.AVX2, Feature.FMA, Feature.F16C);
          case AVX512VL, AVX512BW, AVX512DQ, AVX512CD, AVX512_IFMA, AVX512_VBMI ->
              Set.of(Feature.AVX512F);
          case AVX512_VNNI, AVX512_VPOPCNTDQ -> Set.of(Feature.AVX512F);
          case AVX512_VBMI2, AVX512_BITALG, AVX512_BF16, AVX512_FP16 -> Set.of(Feature.AVX512BW);
        });
    return fewer;
  }

  /// What GNU as says of each sample that it does not take, by the sample's number.
  private static Map<Integer, String> refused(
      List<Samples.Sample> samples, Set<Feature> features, Path folder) throws IOException {
    StringBuilder text = new StringBuilder(GnuAssembler.INTEL).append(".arch generic64\n");
    features.forEach(f -> text.append(".arch .").append(name(f)).append('\n'));
    samples.forEach(s -> text.append(text(s)).append('\n'));
    int head = 3 + features.size();
    Map<Integer, String> refused = new LinkedHashMap<>();
    GnuAssembler.errors(text.toString(), folder)
        .forEach(
            (line, error) -> {
              int i = line - head;
              String what = i < 0 ? "" : text(samples.get(i)) + " with " + features + ": ";
              refused.put(i, what + error);
            });
    return refused;
  }

  private static String text(Samples.Sample sample) {
    return AssemblyText.of(sample.opcode(), sample.operands());
  }

  private static String name(Feature feature) {
    return NAMES.getOrDefault(feature, feature.name().toLowerCase(Locale.ROOT));
  }
}
