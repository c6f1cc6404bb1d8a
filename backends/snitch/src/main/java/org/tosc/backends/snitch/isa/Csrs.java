package org.tosc.backends.snitch.isa;

import java.util.HashMap;
import java.util.Map;
import java.util.OptionalInt;

/// Names and numbers of control and status registers (The RISC-V Instruction Set Manual, volume II,
/// version 1.12, chapter 2, with the extensions Smstateen, Sscofpmf, Smaia, Sstc).
///
/// What is printed is read by every assembler, so the registers of Snitch, whose names only we
/// know, are printed as numbers.
public final class Csrs {
  /// The first number of a row, and names of it and its successors; `-` for none, `name3..31` for
  /// names with a number, which may be followed by `h`.
  private static final String STANDARD =
      """
      001 fflags frm fcsr
      008 vstart vxsat vxrm - - - - vcsr
      015 seed
      100 sstatus - - - sie stvec scounteren - - - senvcfg - sstateen0..3
      114 sieh
      140 sscratch sepc scause stval sip
      14d stimecmp
      150 siselect sireg - - siph
      15c stopei stimecmph
      180 satp
      200 vsstatus - - - vsie vstvec
      214 vsieh
      240 vsscratch vsepc vscause vstval vsip
      24d vstimecmp
      250 vsiselect vsireg - - vsiph
      25c vstopei vstimecmph
      280 vsatp
      300 mstatus misa medeleg mideleg mie mtvec mcounteren - mvien mvip menvcfg - mstateen0..3
      310 mstatush - - midelegh mieh - - - mvienh mviph menvcfgh - mstateen0..3h
      320 mcountinhibit - - mhpmevent3..31
      340 mscratch mepc mcause mtval mip
      34a mtinst mtval2
      350 miselect mireg - - miph
      35c mtopei
      3a0 pmpcfg0..15 pmpaddr0..63
      5a8 scontext
      600 hstatus - hedeleg hideleg hie htimedelta hcounteren hgeie hvien hvictl henvcfg
      60c hstateen0..3 - - - hidelegh - htimedeltah - - hvienh - henvcfgh - hstateen0..3h
      643 htval hip hvip hviprio1..2
      64a htinst
      655 hviph hviprio1..2h
      680 hgatp
      6a8 hcontext
      723 mhpmevent3..31h
      747 mseccfg
      757 mseccfgh
      7a0 tselect tdata1..3 tinfo tcontrol - - mcontext - mscontext
      7b0 dcsr dpc dscratch0..1
      b00 mcycle - minstret mhpmcounter3..31
      b80 mcycleh - minstreth mhpmcounter3..31h
      c00 cycle time instret hpmcounter3..31 vl vtype vlenb
      c80 cycleh timeh instreth hpmcounter3..31h
      da0 scountovf
      db0 stopi
      e12 hgeip
      eb0 vstopi
      f11 mvendorid marchid mimpid mhartid mconfigptr
      fb0 mtopi
      """;

  /// Those of Snitch (snitch.md 1 and 2.8), and names that standard ones had before.
  private static final String OWN =
      """
      7c0 ssr fpmode barrier sc user_low user_high copift dump
      7c4 mcast
      800 fmode
      bc0 mseg
      000 ustatus - - - uie utvec
      040 uscratch uepc ucause utval uip
      102 sedeleg sideleg
      7b2 dscratch
      """;

  private static final Map<String, Integer> NUMBERS = numbers();
  private static final Map<Integer, String> NAMES = names();

  private Csrs() {}

  private static Map<String, Integer> numbers() {
    Map<String, Integer> numbers = new HashMap<>();
    read(OWN, numbers);
    read(STANDARD, numbers);
    return Map.copyOf(numbers);
  }

  private static Map<Integer, String> names() {
    Map<String, Integer> standard = new HashMap<>();
    read(STANDARD, standard);
    Map<Integer, String> names = new HashMap<>();
    standard.forEach((name, number) -> names.put(number, name));
    return Map.copyOf(names);
  }

  private static void read(String table, Map<String, Integer> into) {
    for (String line : table.strip().split("\n", -1)) {
      String[] words = line.split(" ", -1);
      int number = Integer.parseInt(words[0], 16);
      for (int i = 1; i < words.length; i++) {
        number = name(words[i], number, into);
      }
    }
  }

  /// The number after those that a word names.
  private static int name(String word, int number, Map<String, Integer> into) {
    int dots = word.indexOf("..");
    if (dots < 0) {
      if (!word.equals("-")) {
        into.put(word, number);
      }
      return number + 1;
    }
    String tail = word.endsWith("h") ? "h" : "";
    String stem = word.substring(0, dots).replaceFirst("[0-9]+$", "");
    int first = Integer.parseInt(word.substring(stem.length(), dots));
    int last = Integer.parseInt(word.substring(dots + 2, word.length() - tail.length()));
    for (int i = first; i <= last; i++) {
      into.put(stem + i + tail, number + i - first);
    }
    return number + last - first + 1;
  }

  /// The number of a register; empty where no register has this name.
  public static OptionalInt find(String name) {
    Integer number = NUMBERS.get(name);
    return number == null ? OptionalInt.empty() : OptionalInt.of(number);
  }

  /// Its standard name, or else its number in hexadecimal.
  public static String text(int number) {
    String name = NAMES.get(number);
    return name == null ? "0x" + Integer.toHexString(number) : name;
  }
}
