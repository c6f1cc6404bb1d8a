package org.tosc.driver.device;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.tosc.driver.Compiler;
import org.tosc.driver.Programs;
import org.tosc.rt.error.GuestError;
import org.tosc.rt.session.Policy;
import org.tosc.rt.session.Session;
import org.tosc.tir.ir.Module;
import org.tosc.tir.source.Source;

/// A program that ran: what it printed, the error that ended it, and its session.
///
/// @param error `Kind: message`, or empty
record Running(String printed, String error, int line, int column, Session session) {
  static Running of(String program, String engine, Policy policy, Path folder) throws Exception {
    Compiler.Compilation compiled =
        Compiler.compile(
            new Source("main.pseudo", program),
            Compiler.Language.PSEUDOCODE,
            (name, quoted, importer) -> null);
    Module module = compiled.module();
    if (module == null) {
      throw new AssertionError(compiled.diagnostics());
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    Session session =
        Session.builder()
            .out(out)
            .err(out)
            .policy(policy)
            .directory(folder)
            .environment(Map.of("HOME", folder.toString()))
            .seed(1)
            .engine(Programs.tensors())
            .gradients(Programs.gradients())
            .devices(Programs.devices(policy))
            .build();
    String error = "";
    int line = 0;
    int column = 0;
    try {
      session.run(() -> Programs.loadAnywhere(module, engine).call(Module.MAIN));
    } catch (GuestError thrown) {
      error = thrown.kind() + ": " + thrown.getMessage();
      line = thrown.line();
      column = thrown.column();
    }
    session.out().flush();
    return new Running(out.toString(StandardCharsets.UTF_8), error, line, column, session);
  }
}
