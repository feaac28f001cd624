package io.merlon.report;

import gg.jte.ContentType;
import gg.jte.TemplateEngine;
import gg.jte.output.Utf8ByteOutput;

/** A template of this module, which was compiled with it. */
final class Template {
  private Template() {}

  /** The page that the template makes of what it shows. */
  static Utf8ByteOutput render(String name, Object page) {
    Utf8ByteOutput rendered = new Utf8ByteOutput();
    TemplateEngine.createPrecompiled(
            null, ContentType.Html, Template.class.getClassLoader(), "io.merlon.report.page")
        .render(name, page, rendered);
    return rendered;
  }
}
