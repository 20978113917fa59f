package winofuzz.fuzz.page;

import com.samskivert.mustache.Mustache;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** The templates of pages. A template takes a record, whose components are its variables. */
final class Templates {
  /** What text is in HTML is escaped. */
  private static final Mustache.Compiler HTML =
      Mustache.compiler().escapeHTML(true).emptyStringIsFalse(true).withLoader(Templates::reader);

  /** Text of Markdown is in code, where nothing is escaped. */
  private static final Mustache.Compiler PLAIN =
      Mustache.compiler().escapeHTML(false).emptyStringIsFalse(true).withLoader(Templates::reader);

  private Templates() {}

  /** Returns a page of HTML or SVG. */
  static String html(String template, Object view) {
    return HTML.compile(reader(template)).execute(view);
  }

  /** Returns a page of plain text. */
  static String plain(String template, Object view) {
    return PLAIN.compile(reader(template)).execute(view);
  }

  /** Returns a file beside the templates. */
  static String file(String name) {
    return resource(Templates.class, name);
  }

  /** Returns a file of a library on the class path. */
  static String library(String path) {
    return resource(Templates.class, "/" + path);
  }

  private static String resource(Class<?> beside, String name) {
    try (InputStream in = beside.getResourceAsStream(name)) {
      if (in == null) {
        throw new AssertionError("not on the class path: " + name);
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Reader reader(String template) {
    InputStream in = Templates.class.getResourceAsStream(template + ".mustache");
    if (in == null) {
      throw new AssertionError("no template " + template);
    }
    return new InputStreamReader(in, StandardCharsets.UTF_8);
  }
}
