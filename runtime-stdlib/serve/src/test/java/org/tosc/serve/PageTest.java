package org.tosc.serve;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// The page to talk to a model, in Chromium, by keyboard alone.
@Timeout(300)
class PageTest {
  @Test
  void whoHasAKeyboardTalksToTheModel() throws Exception {
    Path chromium = Browser.find();
    assumeTrue(chromium != null, "not checked: there is no Chromium on the path");
    EchoModel echo = new EchoModel("echo <b>", 1000, 5);
    ModelServer server = ModelServer.start(Deployment.of(echo, 0));
    Path profile = Files.createTempDirectory("chromium");
    try (Browser browser = new Browser(chromium, profile)) {
      browser.open(server.url());
      assertEquals("text", browser.value("document.activeElement.id"), "the script ran");
      ask(browser);
      stop(browser, echo);
      beginAnew(browser, echo);
      sendAgain(browser);
      otherWays(browser);
      assertEquals(
          "true",
          browser.value(
              "performance.getEntriesByType('resource').every("
                  + "e => e.name.startsWith(location.origin) || e.name.startsWith('data:'))"),
          "nobody else is asked");
      assertEquals("true", refusesScripts(browser), "the policy holds");
    } finally {
      server.stop();
    }
  }

  /// Markup that a model says is text.
  private static void ask(Browser browser) throws Exception {
    browser.value("document.getElementById('max_tokens').value = 24");
    browser.value("document.getElementById('temperature').value = 0.75"); // between the steps
    browser.type("<img src=x onerror=a()>");
    browser.press("Enter", 13, "\r");
    browser.await(
        "document.getElementById('status').textContent === '24 tokens, cut there: see Most"
            + " tokens'");
    assertEquals(
        "<img src=x onerror=a()><",
        browser.value("document.querySelector('li.assistant span').textContent"));
    assertEquals("0", browser.value("document.querySelectorAll('#talk img').length"));
    assertEquals("text", browser.value("document.activeElement.id"));
  }

  private static void stop(Browser browser, EchoModel echo) throws Exception {
    browser.value("document.getElementById('max_tokens').value = 100000");
    browser.type("ab");
    browser.press("Enter", 13, "\r");
    browser.await("document.querySelectorAll('li.assistant')[1]?.textContent.includes('abab')");
    browser.press("Escape", 27, "");
    browser.await("document.getElementById('status').textContent === 'stopped'");
    while (echo.cancelled.get() == 0) {
      Thread.sleep(5);
    }
    browser.await("document.getElementById('send').disabled === false");
  }

  /// What is being said ends with its conversation, and is no part of the next one.
  private static void beginAnew(Browser browser, EchoModel echo) throws Exception {
    browser.type("cd");
    browser.press("Enter", 13, "\r");
    browser.await("document.querySelectorAll('li.assistant')[2]?.textContent.includes('cdcd')");
    browser.value("document.getElementById('clear').click()");
    assertEquals("false", browser.value("document.getElementById('send').disabled"));
    while (echo.cancelled.get() < 2) {
      Thread.sleep(5);
    }
    assertEquals("[]", browser.value("JSON.stringify(talk)"));
    assertEquals("0", browser.value("document.querySelectorAll('#talk li').length"));
  }

  /// What was refused is told, and can be sent again.
  private static void sendAgain(Browser browser) throws Exception {
    browser.value("document.getElementById('max_tokens').value = 1.5");
    browser.type("ef");
    browser.press("Enter", 13, "\r");
    browser.await("document.querySelector('li.error')?.textContent.includes('max_tokens')");
    browser.await("document.getElementById('send').disabled === false");
    assertEquals("ef", browser.value("document.getElementById('text').value"));
    assertEquals("[]", browser.value("JSON.stringify(talk)"));
    browser.value("document.getElementById('max_tokens').value = 2");
    browser.press("Enter", 13, "\r");
    browser.await("document.querySelector('li.assistant')?.textContent.endsWith('ef')");
    browser.await("talk.length === 2");
    assertEquals("", browser.value("document.getElementById('text').value"));
  }

  /// The buttons are reached by Tab, and the settings by Shift+Tab or as the first of the page.
  private static void otherWays(Browser browser) throws Exception {
    browser.press("Tab", 9, "");
    assertEquals("clear", browser.value("document.activeElement.id"));
    browser.press("Tab", 9, "");
    assertEquals("send", browser.value("document.activeElement.id"));
    browser.value("document.getElementById('clear').focus()");
    browser.press("Enter", 13, "\r");
    browser.await("document.querySelectorAll('#talk li').length === 0");
    assertEquals("text", browser.value("document.activeElement.id"));
    String unlabelled =
        "[...document.querySelectorAll('input, select, textarea')]"
            + ".filter(e => e.labels.length === 0).length";
    assertEquals("0", browser.value(unlabelled));
  }

  private static String refusesScripts(Browser browser) throws Exception {
    browser.value(
        "(() => { const s = document.createElement('script');"
            + " s.textContent = 'window.intruder = 1'; document.body.append(s); })()");
    assertTrue(browser.value("document.scripts.length").equals("2"));
    return browser.value("window.intruder === undefined");
  }
}
