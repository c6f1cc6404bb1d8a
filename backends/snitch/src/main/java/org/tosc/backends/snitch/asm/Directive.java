package org.tosc.backends.snitch.asm;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.tosc.backends.snitch.asm.Statement.Order;
import org.tosc.backends.snitch.elf.Symbol.Binding;

/// Directives: what each does, and its names (the manual of GNU as, "Pseudo Ops" and
/// "RISC-V-Directives").
enum Directive {
  SECTION((pass, order) -> new SectionOrders(pass, order).named(), ".section"),
  PUSH_SECTION((pass, order) -> new SectionOrders(pass, order).push(), ".pushsection"),
  POP_SECTION((pass, order) -> new SectionOrders(pass, order).pop(), ".popsection"),
  PREVIOUS((pass, _) -> pass.swap(), ".previous"),
  STANDARD_SECTION(
      (pass, order) -> new SectionOrders(pass, order).standard(),
      ".text",
      ".data",
      ".bss",
      ".rodata"),
  GLOBAL((pass, order) -> new SymbolOrders(pass, order).bind(Binding.GLOBAL), ".globl", ".global"),
  WEAK((pass, order) -> new SymbolOrders(pass, order).bind(Binding.WEAK), ".weak"),
  LOCAL((pass, order) -> new SymbolOrders(pass, order).bind(Binding.LOCAL), ".local"),
  COMMON((pass, order) -> new SymbolOrders(pass, order).common(false), ".comm", ".common"),
  LOCAL_COMMON((pass, order) -> new SymbolOrders(pass, order).common(true), ".lcomm"),
  TYPE((pass, order) -> new SymbolOrders(pass, order).type(), ".type"),
  SIZE((pass, order) -> new SymbolOrders(pass, order).size(), ".size"),

  /// To a multiple of a power of two, given by its exponent.
  POWER_ALIGN((pass, order) -> new PlaceOrders(pass, order).align(true), ".p2align", ".align"),

  /// To a multiple of a number of bytes.
  BYTE_ALIGN((pass, order) -> new PlaceOrders(pass, order).align(false), ".balign"),
  ORIGIN((pass, order) -> new PlaceOrders(pass, order).origin(), ".org"),
  BYTES_1((pass, order) -> new DataOrders(pass, order).values(1), ".byte", ".dc.b"),
  BYTES_2(
      (pass, order) -> new DataOrders(pass, order).values(2),
      ".half",
      ".short",
      ".2byte",
      ".hword",
      ".dc.w"),
  BYTES_4(
      (pass, order) -> new DataOrders(pass, order).values(4),
      ".word",
      ".long",
      ".4byte",
      ".int",
      ".dc.l"),
  BYTES_8((pass, order) -> new DataOrders(pass, order).values(8), ".dword", ".quad", ".8byte"),
  FLOAT((pass, order) -> new DataOrders(pass, order).reals(4), ".float", ".single", ".dc.s"),
  DOUBLE((pass, order) -> new DataOrders(pass, order).reals(8), ".double", ".dc.d"),
  UNSIGNED_LEB((pass, order) -> new DataOrders(pass, order).lebs(false), ".uleb128"),
  SIGNED_LEB((pass, order) -> new DataOrders(pass, order).lebs(true), ".sleb128"),
  ZERO((pass, order) -> new PlaceOrders(pass, order).zeros(), ".zero", ".space", ".skip"),
  FILL((pass, order) -> new PlaceOrders(pass, order).fill(), ".fill"),
  ASCII((pass, order) -> new DataOrders(pass, order).texts(false), ".ascii"),
  STRING((pass, order) -> new DataOrders(pass, order).texts(true), ".string", ".asciz", ".string8"),
  SET((pass, order) -> new SymbolOrders(pass, order).set(false), ".set", ".equ"),

  /// As `.set`, but once.
  EQUIVALENT((pass, order) -> new SymbolOrders(pass, order).set(true), ".equiv"),

  /// These two are seen when statements are read.
  REPEAT((_, _) -> {}, ".rept"),
  END_REPEAT((_, _) -> {}, ".endr"),

  /// What changes nothing of the bytes.
  IGNORED(
      (_, _) -> {},
      ".option",
      ".attribute",
      ".file",
      ".loc",
      ".loc_mark_labels",
      ".ident",
      ".addrsig",
      ".addrsig_sym",
      ".hidden",
      ".internal",
      ".protected",
      ".variant_cc",
      ".line",
      ".version",
      ".title");

  private static final Map<String, Directive> BY_NAME = byName();

  /// What a directive does.
  private interface Action {
    void run(Pass pass, Order order);
  }

  private final Action action;
  private final List<String> names;

  Directive(Action action, String... names) {
    this.action = action;
    this.names = List.of(names);
  }

  private static Map<String, Directive> byName() {
    Map<String, Directive> found = new HashMap<>();
    for (Directive directive : values()) {
      directive.names.forEach(name -> found.put(name, directive));
    }
    return Map.copyOf(found);
  }

  /// What tells debuggers how to unwind is left out of the file, too.
  static boolean isIgnored(String name) {
    return name.startsWith(".cfi_") || BY_NAME.get(name) == IGNORED;
  }

  void run(Pass pass, Order order) {
    action.run(pass, order);
  }

  static Optional<Directive> find(String name) {
    return Optional.ofNullable(BY_NAME.get(name));
  }
}
