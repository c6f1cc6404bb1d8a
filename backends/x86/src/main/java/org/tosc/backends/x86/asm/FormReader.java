package org.tosc.backends.x86.asm;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.tosc.backends.x86.asm.Form.Role;
import org.tosc.backends.x86.asm.Form.Slot;
import org.tosc.backends.x86.asm.Form.Space;

/// Reads rows of the tables; the package's description is their grammar. A row stands for one form
/// for each width that its operands may have.
final class FormReader {
  private static final List<Integer> NONE = List.of(0);
  private static final List<Integer> GENERAL = List.of(16, 32, 64);
  private static final List<Integer> WIDE = List.of(32, 64);

  private final String row;
  private final List<OperandToken> tokens = new ArrayList<>();
  private final Encoding encoding;

  /// For each length, the last also for all that are longer.
  private final String[] features;

  private FormReader(String row) {
    this.row = row;
    String[] parts = row.split(":", -1);
    if (!parts[0].isBlank()) {
      for (String operand : parts[0].strip().split(",", -1)) {
        tokens.add(OperandToken.of(operand));
      }
    }
    this.encoding = Encoding.read(parts[1].strip());
    this.features = parts.length > 2 ? parts[2].strip().split(",", -1) : new String[0];
  }

  static List<Form> read(String... rows) {
    List<Form> forms = new ArrayList<>();
    for (String row : rows) {
      new FormReader(row).into(forms);
    }
    for (int i = 0; i < forms.size(); i++) {
      forms.set(i, mirrored(forms.get(i), forms.subList(i + 1, forms.size())));
    }
    return List.copyOf(forms);
  }

  /// With its mirror, where one stands in a later row.
  private static Form mirrored(Form form, List<Form> later) {
    for (Form other : later) {
      if (form.mirrors(other)) {
        return form.withMirror(other);
      }
    }
    return form;
  }

  private void into(List<Form> forms) {
    boolean isVector = encoding.isVector() && tokenWith("xhfe");
    for (int bits : isVector ? encoding.lengths() : general()) {
      forms.add(form(bits, isVector, false));
      if (hasRounding(bits)) {
        forms.add(form(bits, isVector, true));
      }
    }
  }

  private List<Integer> general() {
    return tokenWith("v") ? GENERAL : tokenWith("y") ? WIDE : NONE;
  }

  /// Whether an operand has a width of these letters.
  private boolean tokenWith(String letters) {
    for (OperandToken token : tokens) {
      if (token.size().length() == 1 && letters.contains(token.size())) {
        return true;
      }
    }
    return false;
  }

  private boolean tokenNamed(String letter) {
    return tokens.stream().anyMatch(token -> token.letter().equals(letter));
  }

  /// Whether it reads at a vector of indexes; what writes there begins with those.
  private boolean isGather() {
    return tokens.size() > 1 && tokens.get(1).letter().startsWith("vm");
  }

  /// Rounding is said where all operands are registers: of 512 bits, or scalars (Intel SDM volume
  /// 2, 2.7.8).
  private boolean hasRounding(int bits) {
    return (row.contains("{er}") || row.contains("{sae}"))
        && (bits == 512 || !encoding.isVector() || !tokenWith("xhfe") || encoding.isLengthless());
  }

  private Form form(int bits, boolean isVector, boolean rounded) {
    int length = isVector ? bits : encoding.fixedLength();
    List<Slot> slots = new ArrayList<>();
    int memory = 0;
    int unit = 8;
    for (OperandToken token : tokens) {
      slots.add(token.slot(bits, encoding, rounded));
      if (token.memoryBits(bits, encoding) != 0) {
        memory = token.memoryBits(bits, encoding);
        unit = encoding.space() == Space.EVEX ? token.unitBits(bits, encoding) : unit;
      }
      if (rounded && token.rounds()) {
        slots.add(new Slot(Role.ROUNDING, token.roundingKind()));
      }
    }
    boolean isGeneral = !isVector && bits != 0;
    Set<Feature> needs = features(length);
    boolean wide = encoding.wide() || (isGeneral && bits == 64);
    return new Form(
        slots.toArray(Slot[]::new),
        encoding.space(),
        length >>> 8,
        encoding.map(),
        encoding.prefix(),
        encoding.isShort16() || (isGeneral && bits == 16),
        wide,
        encoding.opcode(),
        encoding.digit(),
        encoding.suffix(),
        encoding.constantBytes(bits),
        memory,
        unit / 8,
        tokenNamed("sibmem"),
        isGather() || tokenNamed("vT"),
        needs,
        Feature.bits(needs),
        null);
  }

  /// What a CPU must have: AVX512VL is in no row, but needed wherever there is a choice of lengths
  /// and it is not the longest.
  private Set<Feature> features(int length) {
    Set<Feature> needs = EnumSet.noneOf(Feature.class);
    if (features.length > 0) {
      int nth = Math.min(length >>> 8, features.length - 1);
      for (String feature : features[nth].strip().split("\\+", -1)) {
        needs.add(Feature.valueOf(feature));
      }
    }
    if (encoding.space() == Space.EVEX
        && !encoding.isLengthless()
        && !encoding.is128()
        && length != 512) {
      needs.add(Feature.AVX512VL);
    }
    return needs;
  }

  @Override
  public String toString() {
    return row.toLowerCase(Locale.ROOT);
  }
}
