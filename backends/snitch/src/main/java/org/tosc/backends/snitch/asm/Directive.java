package org.tosc.backends.snitch.asm;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Directives, one row each (the manual of GNU as, "Pseudo Ops" and "RISC-V-Directives").
enum Directive {
  SECTION(".section"),
  PUSH_SECTION(".pushsection"),
  POP_SECTION(".popsection"),
  PREVIOUS(".previous"),
  TEXT(".text"),
  DATA(".data"),
  BSS(".bss"),
  RODATA(".rodata"),
  GLOBAL(".globl", ".global"),
  WEAK(".weak"),
  LOCAL(".local"),
  COMMON(".comm", ".common"),
  LOCAL_COMMON(".lcomm"),
  TYPE(".type"),
  SIZE(".size"),

  /// To a multiple of a power of two, given by its exponent.
  POWER_ALIGN(".p2align", ".align"),

  /// To a multiple of a number of bytes.
  BYTE_ALIGN(".balign"),
  ORIGIN(".org"),
  BYTES_1(".byte", ".dc.b"),
  BYTES_2(".half", ".short", ".2byte", ".hword", ".dc.w"),
  BYTES_4(".word", ".long", ".4byte", ".int", ".dc.l"),
  BYTES_8(".dword", ".quad", ".8byte"),
  FLOAT(".float", ".single", ".dc.s"),
  DOUBLE(".double", ".dc.d"),
  UNSIGNED_LEB(".uleb128"),
  SIGNED_LEB(".sleb128"),
  ZERO(".zero", ".space", ".skip"),
  FILL(".fill"),
  ASCII(".ascii"),
  STRING(".string", ".asciz", ".string8"),
  SET(".set", ".equ"),

  /// As `.set`, but once.
  EQUIVALENT(".equiv"),

  /// What changes nothing of the bytes.
  IGNORED(
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

  private final List<String> names;

  Directive(String... names) {
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

  static Optional<Directive> find(String name) {
    return Optional.ofNullable(BY_NAME.get(name));
  }
}
