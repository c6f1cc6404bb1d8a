package org.tosc.rt.session;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.tosc.rt.builtin.Builtin;
import org.tosc.rt.builtin.Builtins;
import org.tosc.rt.error.GuestError;
import org.tosc.rt.tensor.Kernels;
import org.tosc.rt.tensor.Tensor;
import org.tosc.rt.value.Text;

class SessionTest {
  @Test
  void policiesAllowWhatTheLanguageSays() {
    Set<Permission> standard =
        EnumSet.of(
            Permission.GPU_ACCESS,
            Permission.FS_READ,
            Permission.NETWORK_LOCAL,
            Permission.IPC,
            Permission.READ_MODEL);
    assertEquals(11, Permission.values().length);
    for (Permission permission : Permission.values()) {
      assertFalse(Policy.STRICT.allows(permission));
      assertTrue(Policy.PERMISSIVE.allows(permission));
      assertEquals(standard.contains(permission), Policy.STANDARD.allows(permission));
    }
  }

  @Test
  void everyUseIsAudited() {
    Session session = Session.builder().policy(Policy.STANDARD).build();
    session.require(Permission.FS_READ, "read_file(\"a\")");
    GuestError denied =
        assertThrows(GuestError.class, () -> session.require(Permission.SPAWN, "exec(\"ls\")"));
    assertEquals(
        "PermissionDenied: exec(\"ls\") needs the permission SPAWN, which the policy `standard`"
            + " does not give",
        denied.toString());
    assertEquals(
        java.util.List.of(
            new AuditEntry(Permission.FS_READ, "read_file(\"a\")", true),
            new AuditEntry(Permission.SPAWN, "exec(\"ls\")", false)),
        session.audit().entries());
    for (int i = 0; i < AuditLog.LIMIT; i++) {
      session.require(Permission.FS_READ, "x");
    }
    assertEquals(AuditLog.LIMIT, session.audit().entries().size());
    assertEquals(AuditLog.LIMIT + 2, session.audit().total());
  }

  @Test
  void aBodySeesItsSession() throws Exception {
    Session session = Session.builder().build();
    assertSame(session, session.run(Session::current));
    assertThrows(IllegalStateException.class, Session::current);
  }

  @Test
  void streamsAreUtf8WhateverTheirLength() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Session session =
        Session.builder()
            .out(out)
            .in(new ByteArrayInputStream("erste\r\nzwéite\nrest".getBytes(StandardCharsets.UTF_8)))
            .build();
    String line = "añ😀".repeat(5000);
    session.out().line(line);
    session.out().print("end");
    session.out().flush();
    assertEquals(line + "\nend", out.toString(StandardCharsets.UTF_8));
    assertEquals("erste", session.readLine());
    assertEquals("zwéite", session.readLine());
    assertEquals("rest", session.readAll());
    assertNull(session.readLine());
  }

  @Test
  void interruptIsRaisedOnce() {
    Session session = Session.builder().build();
    session.checkInterrupt();
    session.interrupt();
    assertEquals("Interrupted", assertThrows(GuestError.class, session::checkInterrupt).kind());
    session.checkInterrupt();
  }

  @Test
  void builtinsAndTensorOperationsHearOfAnInterrupt() throws Exception {
    Session session = Session.builder().engine(new Kernels()).build();
    session.interrupt();
    Builtin length = Objects.requireNonNull(Builtins.find("len"));
    assertThrows(GuestError.class, () -> length.call(session, Text.of("abc")));
    assertEquals(3L, length.call(session, Text.of("abc")));
    session.interrupt();
    Object[] one = {Tensor.of(new double[] {1}, new long[] {1})};
    assertThrows(GuestError.class, () -> session.apply("neg", one, Map.of()));
    session.apply("neg", one, Map.of());
  }

  @Test
  void interruptWaitsWhereItIsDeferred() {
    Session session = Session.builder().build();
    try (var _ = session.interruption().deferred()) {
      session.interrupt();
      session.checkInterrupt();
    }
    assertThrows(GuestError.class, session::checkInterrupt);
    assertFalse(session.interruption().isPending());
  }

  @Test
  void randomNumbersRepeatAndFillTheirRange() {
    RandomSource a = new RandomSource(42);
    RandomSource b = new RandomSource(1);
    b.seed(42);
    double sum = 0;
    double squares = 0;
    int[] dice = new int[6];
    for (int i = 0; i < 60_000; i++) {
      assertEquals(a.nextDouble(), b.nextDouble());
      double g = a.nextGaussian();
      assertEquals(g, b.nextGaussian());
      sum += g;
      squares += g * g;
      long die = a.between(1, 6);
      assertEquals(die, b.between(1, 6));
      dice[(int) die - 1]++;
    }
    assertEquals(0, sum / 60_000, 0.02);
    assertEquals(1, squares / 60_000, 0.03);
    for (int count : dice) {
      assertEquals(10_000, count, 500);
    }
    assertEquals(5, a.between(5, 5));
    a.between(Long.MIN_VALUE, Long.MAX_VALUE);
  }
}
