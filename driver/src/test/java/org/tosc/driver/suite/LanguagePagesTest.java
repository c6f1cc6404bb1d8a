package org.tosc.driver.suite;

import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/// Every program of the pages of Pseudocode does what its page says, on every engine.
///
/// `not-yet.txt` beside this class names the programs that do not yet; the test fails when one of
/// them does, so that the list only shrinks.
final class LanguagePagesTest {
  private static final PageSuite SUITE = PageSuite.of("docs/language", "not-yet.txt");

  @TestFactory
  Stream<DynamicTest> interpreter() throws IOException {
    return SUITE.on("interp");
  }

  @TestFactory
  Stream<DynamicTest> jvm() throws IOException {
    return SUITE.on("jvm");
  }

  @TestFactory
  Stream<DynamicTest> notYetRight() throws IOException {
    return SUITE.notYetRight();
  }
}
