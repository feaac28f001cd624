package io.merlon.connect.file;

import io.merlon.model.ObjectValue;

/** Takes what the readers find, in the order of the text. */
interface ResourceSink {
  /**
   * Something that stands where a resource stands.
   *
   * @param names resolves its name when it comes from a template
   */
  void resource(ObjectValue document, TemplateNames names, Place place);

  /** Something that could not be used. */
  void problem(Place place, String reason);

  /** Called between resources: what is read next is not part of the last one. */
  void passed(Place place);
}
