package org.tosc.backends.x86.emit;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tosc.backends.x86.asm.AssemblyText;
import org.tosc.backends.x86.asm.Code;
import org.tosc.backends.x86.asm.Label;
import org.tosc.backends.x86.asm.Note;
import org.tosc.backends.x86.asm.Operand;
import org.tosc.tir.source.Span;

/// Machine code as text: offset, bytes, the instruction in the syntax of Intel, and above it the
/// line of the source that it comes from, where that changes.
///
/// ```text
/// double:
///   ; a.pseudo:2: return x + x
///      0  62f17c481007         vmovups zmm0, zmmword ptr [rdi]
/// ```
public final class Listing {
  private static final HexFormat HEX = HexFormat.of();

  /// Bytes of a line; most instructions have fewer.
  private static final int WIDTH = 11;

  private final Compiled compiled;
  private final byte[] bytes;
  private final Map<Integer, List<String>> labels = new HashMap<>();
  private final StringBuilder text = new StringBuilder();

  private Listing(Compiled compiled) {
    this.compiled = compiled;
    this.bytes = compiled.code().bytes();
  }

  /// The text.
  public static String of(Compiled compiled) {
    Listing listing = new Listing(compiled);
    listing.labels();
    compiled.routines().forEach(listing::routine);
    listing.literals();
    return listing.text.toString();
  }

  /// The labels that jumps name, by their places. Calls name functions.
  private void labels() {
    Code code = compiled.code();
    for (Note note : code.notes()) {
      if (note instanceof Note.Instruction(_, _, _, List<Operand> operands, _)) {
        for (Operand operand : operands) {
          if (operand instanceof Label label && symbol(label) == null) {
            List<String> here = labels.computeIfAbsent(code.offset(label), _ -> new ArrayList<>());
            if (!here.contains(label.toString())) {
              here.add(label.toString());
            }
          }
        }
      }
    }
  }

  private void routine(Compiled.Routine routine) {
    text.append(text.isEmpty() ? "" : "\n").append(routine.symbol()).append(":\n");
    String last = "";
    for (Note note : routine.notes()) {
      labels.getOrDefault(note.offset(), List.of()).forEach(l -> text.append(l).append(":\n"));
      if (note instanceof Note.Instruction i) {
        String source = source(i.span());
        if (!source.equals(last)) {
          text.append("  ; ").append(source).append('\n');
          last = source;
        }
      }
      line(note, instruction(note));
    }
  }

  /// `a.pseudo:2: return x + x`.
  static String source(Span span) {
    if (span.isNone()) {
      return "(from no line)";
    }
    int line = span.from().line();
    String words = span.source().line(line).strip();
    return span.source().name() + ":" + line + (words.isEmpty() ? "" : ": " + words);
  }

  private String instruction(Note note) {
    return switch (note) {
      case Note.Padding _ -> "nop";
      case Note.Literal l -> l.label().toString();
      case Note.Instruction i -> {
        String symbol =
            i.operands().size() == 1 && i.operands().getFirst() instanceof Label label
                ? symbol(label)
                : null;
        yield symbol != null
            ? i.opcode().mnemonic() + " " + symbol
            : AssemblyText.of(i.opcode(), i.operands().toArray(Operand[]::new));
      }
    };
  }

  /// The function that begins at a label; null where none does.
  private @Nullable String symbol(Label label) {
    int offset = compiled.code().offset(label);
    return compiled.routines().stream()
        .filter(r -> r.offset() == offset)
        .map(Compiled.Routine::symbol)
        .findFirst()
        .orElse(null);
  }

  private void line(Note note, String what) {
    String hex = HEX.formatHex(bytes, note.offset(), note.offset() + note.size());
    text.append(
        String.format(Locale.ROOT, "%6x  %-" + 2 * WIDTH + "s  %s%n", note.offset(), hex, what)
            .replace("\r\n", "\n"));
  }

  private void literals() {
    List<Note> literals =
        compiled.code().notes().stream().filter(Note.Literal.class::isInstance).toList();
    if (!literals.isEmpty()) {
      text.append("\nliterals:\n");
    }
    for (Note note : literals) {
      Note.Literal literal = (Note.Literal) note;
      text.append(literal.label()).append(":\n");
      line(literal, directive(literal));
    }
  }

  /// `.long 0x3f800000`, and what that is as a float.
  private String directive(Note.Literal literal) {
    long value = 0;
    for (int i = Math.min(literal.size(), Long.BYTES) - 1; i >= 0; i--) {
      value = (value << Byte.SIZE) | (bytes[literal.offset() + i] & 0xFF);
    }
    return switch (literal.size()) {
      case Integer.BYTES ->
          ".long 0x%08x  # %s".formatted((int) value, Float.intBitsToFloat((int) value));
      case Long.BYTES -> ".quad 0x%016x  # %s".formatted(value, Double.longBitsToDouble(value));
      default -> ".fill " + literal.size();
    };
  }
}
