<#import "lib.ftl" as lib>
<h1>${title}</h1>
<@lib.chat/>
