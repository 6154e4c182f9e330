# ruby ruby.rb FOLDER haml|slim: every template of the folder in every world, as TEMPLATE.WORLD.out or .err.
require ARGV[1]

class NilClass; def blank? = true; def present? = false; end
class String; def blank? = strip.empty?; def present? = !blank?; end
module Rails; def self.env = self; def self.production? = true; end

class View
  def initialize(choice) = @choice = choice
  def cookies = @choice ? { cookie_consent: @choice } : {}
  def has_consent?(*) = @choice == 'accepted'
  def title = 'x'
  def cbid = 'x'
  def csrf_meta_tags = ''
  def content_for(*) = yield
end

engine = { 'haml' => 'Haml', 'slim' => 'Slim' }[ARGV[1]]
choices = { 'undecided' => nil, 'refused' => 'rejected', 'granted' => 'accepted' }
Dir.children(ARGV[0]).each do |file|
  place = File.join(ARGV[0], file)
  text = File.read(place)
  choices.each do |world, choice|
    page = Object.const_get(engine)::Template.new { text }.render(View.new(choice)) { '' }
    File.write("#{place}.#{world}.out", page)
  rescue StandardError, SyntaxError => error
    File.write("#{place}.#{world}.err", error.message)
  end
end
