package org.tosc.backends.x86.elf;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/// An object with one of everything, assembled by hand (the comments are what `objdump` says).
final class Sample {
  static final String SOURCE =
      """
      add2(a, b) = a + b
      scale(x) = x * 2.5
      outer()
          v = host_value()
          return add2(v, 1)
      entry(i) = TABLE[i]
      deep() = host_value()
      """;

  private static final String CODE =
      // long add2(long, long), at 0
      "488d0437" // lea rax, [rdi + rsi]
          + "c3" // ret
          + "909090" // nop
          // double scale(double), at 8
          + "f20f590500000000" // mulsd xmm0, [rip + constants]
          + "c3" // ret
          + "90909090909090" // nop
          // long outer(void), at 24
          + "55" // push rbp
          + "4889e5" // mov rbp, rsp
          + "e800000000" // call host_value
          + "4889c7" // mov rdi, rax
          + "be01000000" // mov esi, 1
          + "e800000000" // call add2
          + "5d" // pop rbp
          + "c3" // ret
          // void *entry(long), at 48
          + "48b80000000000000000" // movabs rax, table
          + "488b04f8" // mov rax, [rax + 8 rdi]
          + "c3" // ret
          + "90" // nop
          // long deep(void), at 64
          + "4883ec18" // sub rsp, 24
          + "e800000000" // call host_value
          + "4883c418" // add rsp, 24
          + "c3"; // ret

  static final List<Function> FUNCTIONS =
      List.of(
          new Function("add2", 0, 5, Frame.LEAF),
          new Function("scale", 8, 9, Frame.LEAF),
          new Function("outer", 24, 24, Frame.rbp(24, 23)),
          new Function("entry", 48, 15, Frame.LEAF),
          new Function(
              "deep",
              64,
              14,
              new Frame(
                  List.of(
                      new FrameStep.Cfa(4, DwarfRegister.RSP, 32),
                      new FrameStep.Cfa(13, DwarfRegister.RSP, 8)))));

  static final List<Relocation> RELOCATIONS =
      List.of(
          new Relocation(
              Place.TEXT, 12, RelocationType.RELATIVE, new Target.Start(Place.READ_ONLY), 8 - 4),
          new Relocation(
              Place.TEXT, 29, RelocationType.CALL, new Target.External("host_value"), -4),
          new Relocation(Place.TEXT, 42, RelocationType.CALL, new Target.Own("add2"), -4),
          new Relocation(
              Place.TEXT, 50, RelocationType.ADDRESS, new Target.Start(Place.READ_ONLY), 16),
          new Relocation(
              Place.TEXT, 69, RelocationType.CALL, new Target.External("host_value"), -4),
          new Relocation(Place.READ_ONLY, 16, RelocationType.ADDRESS, new Target.Own("scale"), 0),
          new Relocation(
              Place.READ_ONLY, 24, RelocationType.ADDRESS, new Target.Start(Place.TEXT), 24));

  private Sample() {}

  static LineTable lines(String folder) {
    return new LineTable(
        folder,
        List.of("sum.pseudo"),
        List.of(
            new LineRow(0, 0, 1, 14),
            new LineRow(8, 0, 2, 12),
            new LineRow(24, 0, 3, 1),
            new LineRow(28, 0, 4, 9),
            new LineRow(33, 0, 5, 12),
            new LineRow(48, 0, 6, 12),
            new LineRow(64, 0, 7, 10)));
  }

  static ObjectFile object(String folder) {
    ByteBuffer constants = ByteBuffer.allocate(32).order(ByteOrder.LITTLE_ENDIAN);
    constants.putDouble(8, 2.5);
    return new ObjectFile(
        "sum.pseudo",
        new Contents(HexFormat.of().parseHex(CODE), 16),
        FUNCTIONS,
        Optional.of(new Contents(constants.array(), 32)),
        RELOCATIONS,
        Optional.of(lines(folder)));
  }
}
