package org.tosc.backends.snitch.asm;

import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.tosc.backends.snitch.asm.Statement.Order;
import org.tosc.backends.snitch.elf.Section;
import org.tosc.backends.snitch.elf.SectionType;

/// Changes the section that is written to.
final class SectionOrders {
  private static final int DATA = Section.ALLOC | Section.WRITE;
  private static final int CODE = Section.ALLOC | Section.EXECUTE;

  /// What a section is by its name, where nothing is said (the manual of GNU as, `.section`).
  private static final Map<String, Integer> BY_NAME =
      Map.of(
          ".text", CODE,
          ".data", DATA,
          ".sdata", DATA,
          ".bss", DATA,
          ".sbss", DATA,
          ".rodata", Section.ALLOC,
          ".srodata", Section.ALLOC,
          ".init", CODE,
          ".fini", CODE,
          ".init_array", DATA);

  private static final Map<Character, Integer> FLAGS =
      Map.of(
          'a', Section.ALLOC,
          'w', Section.WRITE,
          'x', Section.EXECUTE,
          'M', Section.MERGE,
          'S', Section.STRINGS,
          'T', Section.THREAD);

  private final Pass pass;
  private final Order order;

  SectionOrders(Pass pass, Order order) {
    this.pass = pass;
    this.order = order;
  }

  void push() {
    pass.push();
    named();
  }

  void pop() {
    if (!pass.pop()) {
      pass.faults().syntax(order.span(), "`.popsection` without its `.pushsection`");
    }
  }

  /// `.text` and the like.
  void standard() {
    if (order.arguments().isEmpty()) {
      enter(order.directive(), null, null, 0);
    } else {
      wrong("no operands");
    }
  }

  private void wrong(String expected) {
    pass.faults().operand(order.span(), "`%s` takes %s".formatted(order.directive(), expected));
  }

  /// `.section .rodata.str1.4,"aMS",@progbits,1`.
  void named() {
    List<Argument> arguments = order.arguments();
    String name = arguments.isEmpty() ? null : name(arguments.getFirst());
    if (name == null || arguments.size() > 4) {
      wrong("a name, flags and a type");
      return;
    }
    Integer flags = null;
    SectionType type = null;
    long entrySize = 0;
    for (Argument argument : arguments.subList(1, arguments.size())) {
      switch (argument) {
        case Argument.Text(String letters, _) -> {
          flags = flags(letters);
          if (flags == null) {
            return;
          }
        }
        case Argument.Kind(String kind, _) -> {
          type = type(kind);
          if (type == null) {
            return;
          }
        }
        case Argument.Plain(Expression value) -> {
          Long size = pass.evaluator().number(value);
          entrySize = size == null ? 0 : size;
        }
        case Argument.Indexed _ -> wrong("a name, flags and a type");
      }
    }
    enter(name, flags, type, (int) entrySize);
  }

  /// A name may have signs in it that elsewhere are operators: `.note.GNU-stack`.
  private static @Nullable String name(Argument argument) {
    return switch (argument) {
      case Argument.Text(String text, _) -> text;
      case Argument.Plain(Expression value) -> value.span().text();
      case Argument.Kind _, Argument.Indexed _ -> null;
    };
  }

  private @Nullable Integer flags(String letters) {
    int flags = 0;
    for (int i = 0; i < letters.length(); i++) {
      char letter = letters.charAt(i);
      Integer flag = FLAGS.get(letter);
      if (flag == null) {
        wrong("flags of the letters `awxMST`, not `" + letter + "`");
        return null;
      }
      flags |= flag;
    }
    return flags;
  }

  private @Nullable SectionType type(String kind) {
    return switch (kind) {
      case "progbits" -> SectionType.PROGBITS;
      case "nobits" -> SectionType.NOBITS;
      case "note" -> SectionType.NOTE;
      case "init_array" -> SectionType.INIT_ARRAY;
      case "fini_array" -> SectionType.FINI_ARRAY;
      case "preinit_array" -> SectionType.PREINIT_ARRAY;
      default -> {
        wrong("the type `@progbits`, `@nobits`, `@note` or `@init_array`, not `@" + kind + "`");
        yield null;
      }
    };
  }

  private void enter(
      String name, @Nullable Integer flags, @Nullable SectionType type, int entrySize) {
    // `.text.hot` is as `.text`.
    int second = name.indexOf('.', 1);
    String family = second < 0 ? name : name.substring(0, second);
    boolean isZeros = family.equals(".bss") || family.equals(".sbss");
    SectionType kind = type != null ? type : isZeros ? SectionType.NOBITS : SectionType.PROGBITS;
    int usual = BY_NAME.getOrDefault(family, 0);
    pass.enter(pass.section(name, kind, flags == null ? usual : flags, entrySize));
  }
}
