package winofuzz.fuzz.report;

import java.io.StringWriter;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** Test results in the XML that CI systems read, which JUnit's Ant task wrote first. */
final class JUnitXml {
  /** What came of a test, the gravest last. */
  enum Kind {
    /** Nothing was asked. */
    UNASKED,
    /** It holds. */
    PASSED,
    /** It does not hold, and that is no news. */
    SKIPPED,
    /** It does not hold. */
    FAILED;

    private boolean isSkipped() {
      return this == UNASKED || this == SKIPPED;
    }
  }

  /**
   * A test.
   *
   * @param group as reports show it
   * @param name what tells it from others of its group
   * @param kind what came of it
   * @param message why it failed or was skipped
   * @param lines what it printed
   */
  record TestCase(String group, String name, Kind kind, String message, List<String> lines) {}

  /** Tests that belong together. */
  record Suite(String name, List<TestCase> tests) {}

  private final XMLStreamWriter xml;

  private JUnitXml(XMLStreamWriter xml) {
    this.xml = xml;
  }

  /** The document. */
  static String write(String name, List<Suite> suites, Duration elapsed) {
    StringWriter text = new StringWriter();
    try {
      XMLStreamWriter xml = XMLOutputFactory.newInstance().createXMLStreamWriter(text);
      xml.writeStartDocument("UTF-8", "1.0");
      JUnitXml writer = new JUnitXml(xml);
      writer.start("testsuites", name);
      writer.counts(suites.stream().flatMap(s -> s.tests.stream()).toList());
      writer.attribute("time", String.format(Locale.ROOT, "%.3f", elapsed.toMillis() / 1000.0));
      for (Suite suite : suites) {
        writer.suite(suite);
      }
      writer.end();
      xml.writeEndDocument();
      xml.close();
    } catch (XMLStreamException e) {
      throw new AssertionError("writing to memory does not fail", e);
    }
    return text.toString();
  }

  private void suite(Suite suite) throws XMLStreamException {
    start("testsuite", suite.name);
    counts(suite.tests);
    for (TestCase test : suite.tests) {
      start("testcase", test.name);
      attribute("classname", test.group);
      if (test.kind == Kind.FAILED) {
        message("failure", test.message);
      } else if (test.kind.isSkipped()) {
        message("skipped", test.message);
      }
      if (!test.lines.isEmpty()) {
        xml.writeStartElement("system-out");
        xml.writeCharacters(legal(String.join("\n", test.lines)));
        end();
      }
      end();
    }
    end();
  }

  private void counts(List<TestCase> tests) throws XMLStreamException {
    attribute("tests", String.valueOf(tests.size()));
    attribute(
        "failures", String.valueOf(tests.stream().filter(t -> t.kind == Kind.FAILED).count()));
    attribute("errors", "0");
    attribute("skipped", String.valueOf(tests.stream().filter(t -> t.kind.isSkipped()).count()));
  }

  private void message(String element, String text) throws XMLStreamException {
    xml.writeStartElement(element);
    attribute("message", text);
    if (element.equals("failure")) {
      xml.writeCharacters(legal(text));
    }
    end();
  }

  private void start(String element, String name) throws XMLStreamException {
    xml.writeCharacters("\n");
    xml.writeStartElement(element);
    attribute("name", name);
  }

  private void attribute(String name, String value) throws XMLStreamException {
    xml.writeAttribute(name, legal(value));
  }

  private void end() throws XMLStreamException {
    xml.writeEndElement();
  }

  /** Text without the characters that XML 1.0 has no way to write: they are shown as escapes. */
  static String legal(String text) {
    StringBuilder result = new StringBuilder();
    text.codePoints()
        .forEach(
            c -> {
              if (isLegal(c)) {
                result.appendCodePoint(c);
              } else {
                result.append(String.format(Locale.ROOT, "\\u%04x", c));
              }
            });
    return result.toString();
  }

  /** Char of XML 1.0, without the carriage return, which readers turn into a line feed. */
  private static boolean isLegal(int c) {
    return c == '\t'
        || c == '\n'
        || (c >= 0x20 && c <= 0xD7FF)
        || (c >= 0xE000 && c <= 0xFFFD)
        || (c >= 0x10000 && c <= 0x10FFFF);
  }
}
