<#import "lib.ftl" as lib>
<h1>${title}</h1>
<#if (cookies.cookie_consent!"") == "accepted">
<@lib.chat/>
</#if>
